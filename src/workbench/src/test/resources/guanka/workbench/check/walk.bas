' Types into workbooks as a person does: opens, goes to cells, types, copies and deletes rows, saves. Each line of the file of steps is a
' step with its parts between tabs; what went wrong is written into the file of the log, which is empty where nothing did.
Dim oDoc As Object
Dim sMissing As String

Sub Walk(sSteps As String, sLog As String)
    Dim sLine As String
    Dim sTold As String
    Dim nLog As Integer
    On Error GoTo Failed
    oText = createUnoService("com.sun.star.io.TextInputStream")
    oText.setInputStream(createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileRead(ConvertToURL(sSteps)))
    oText.setEncoding("UTF-8")
    Do While Not oText.isEOF()
        sLine = Join(Split(oText.readLine(), Chr(10)), "")
        If sLine <> "" Then Take(Split(sLine, Chr(9)))
    Loop
    oText.closeInput()
    GoTo Tell
Failed:
    sTold = "step '" & sLine & "': " & Error$ & " " & sMissing
Tell:
    On Error Resume Next
    nLog = FreeFile
    Open sLog For Output As #nLog
    Print #nLog, sTold
    Close #nLog
    StarDesktop.terminate()
End Sub

Sub Take(aStep)
    Select Case aStep(0)
        Case "open"
            oDoc = StarDesktop.loadComponentFromURL(ConvertToURL(aStep(1)), "_blank", 0, Array(Named("Hidden", True)))
        Case "copy"
            CopyRow(oDoc.Sheets.getByName(aStep(1)), aStep(2), aStep(3))
        Case "type"
            TypeInto(oDoc.Sheets.getByName(aStep(1)), aStep(2), aStep(3), aStep(4))
        Case "remove"
            oSheet = oDoc.Sheets.getByName(aStep(1))
            oSheet.Rows.removeByIndex(RowOf(oSheet, aStep(2)), 1)
        Case "save"
            oDoc.storeToURL(ConvertToURL(aStep(1)), Array(Named("FilterName", aStep(2))))
            oDoc.close(True)
    End Select
End Sub

Sub CopyRow(oSheet, sKey, sLike)
    Dim oEnd As New com.sun.star.table.CellAddress
    nLast = LastOf(oSheet, 1)
    oFrom = oSheet.getCellRangeByPosition(0, RowOf(oSheet, sLike), LastOf(oSheet, 0), RowOf(oSheet, sLike))
    oEnd.Sheet = oSheet.RangeAddress.Sheet
    oEnd.Column = 0
    oEnd.Row = nLast + 1
    oSheet.copyRange(oEnd, oFrom.RangeAddress)
    Enter(oSheet, 0, nLast + 1, sKey)
End Sub

Sub TypeInto(oSheet, sKey, sHeader, sValue)
    aHeaders = oSheet.getCellRangeByPosition(0, 0, LastOf(oSheet, 0), 0).getDataArray()(0)
    For nColumn = 0 To UBound(aHeaders)
        If aHeaders(nColumn) = sHeader Then
            Enter(oSheet, nColumn, RowOf(oSheet, sKey), sValue)
            Exit Sub
        End If
    Next
    sMissing = "no column " & sHeader
    Error 5
End Sub

' What is typed is read as a person's input is, which makes dates and numbers of what it takes for them unless the cell is text.
Sub Enter(oSheet, nColumn, nRow, sValue)
    oCell = oSheet.getCellByPosition(nColumn, nRow)
    If sValue = "" Then oCell.clearContents(1 + 2 + 4 + 16) Else oCell.FormulaLocal = sValue
End Sub

Function RowOf(oSheet, sKey)
    aKeys = oSheet.getCellRangeByPosition(0, 0, 0, LastOf(oSheet, 1)).getDataArray()
    For nRow = 0 To UBound(aKeys)
        If aKeys(nRow)(0) = sKey Then
            RowOf = nRow
            Exit Function
        End If
    Next
    sMissing = "no row " & sKey
    Error 5
End Function

Function LastOf(oSheet, nDirection)
    oCursor = oSheet.createCursor()
    oCursor.gotoEndOfUsedArea(False)
    If nDirection = 0 Then LastOf = oCursor.RangeAddress.EndColumn Else LastOf = oCursor.RangeAddress.EndRow
End Function

Function Named(sName, vValue)
    Dim oNamed As New com.sun.star.beans.PropertyValue
    oNamed.Name = sName
    oNamed.Value = vValue
    Named = oNamed
End Function
