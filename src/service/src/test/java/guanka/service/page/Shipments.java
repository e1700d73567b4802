package guanka.service.page;

/** Shipments that are asked about; JSON is written with single quotes. */
final class Shipments {

    private static final String REST = "'endUse':{'purposes':['CIVIL']},'jurisdictions':['CN'],"
            + "'lines':[{'id':'1','controlCodes':['1C905.a.1'],'form':'MATERIAL','origin':'CN',"
            + "'value':{'amount':'10000','currency':'EUR'},'content':[],'technologies':[]}]}";
    private static final String BEGIN =
            "{'exportDate':'2025-10-20','exportFrom':'JP','destination':'DE','movement':'REEXPORT',"
                    + "'parties':[{'id':'P1','name':'Nordlicht Elektromotoren GmbH','country':'DE','roles':['CONSIGNEE','END_USER'],'military':false},";

    /** Two listed owners hold 30% and 25% of a company that holds 50% of the buyer. */
    static final String HELD = BEGIN
            + "{'id':'A','name':'First Listed Works','country':'TW','roles':['OWNER'],'listedOn':['CN_CONTROL']},"
            + "{'id':'B','name':'Second Listed Works','country':'TW','roles':['OWNER'],'listedOn':['CN_CONTROL']},"
            + "{'id':'M','name':'Middle Holding N.V.','country':'NL','roles':['OWNER']}],"
            + "'ownership':[{'owner':'A','owned':'M','percent':'30','source':'company register'},{'owner':'B','owned':'M','percent':'25'},"
            + "{'owner':'M','owned':'P1','percent':'50'}]," + REST;

    /** Two companies hold each other, and one of them the buyer. */
    static final String LOOP = BEGIN
            + "{'id':'X','name':'Cross Holding One','country':'NL','roles':['OWNER']},"
            + "{'id':'Y','name':'Cross Holding Two','country':'NL','roles':['OWNER']}],"
            + "'ownership':[{'owner':'X','owned':'Y','percent':'60'},{'owner':'Y','owned':'X','percent':'40'},"
            + "{'owner':'X','owned':'P1','percentAtLeast':'25','percentLessThan':'50'}]," + REST;

    private Shipments() {}

    /** A chain of companies, each of which holds the next one and the last one the buyer. */
    static String net(int holdings) {
        StringBuilder parties = new StringBuilder(BEGIN);
        StringBuilder ownership = new StringBuilder("'ownership':[");
        for (int i = 1; i <= holdings; i++) {
            parties.append(i == 1 ? "" : ",")
                    .append("{'id':'C")
                    .append(i)
                    .append("','roles':['OWNER'],'name':'Company ")
                    .append(i)
                    .append("'}");
            String owned = i == holdings ? "P1" : "C" + (i + 1);
            ownership
                    .append(i == 1 ? "" : ",")
                    .append("{'owner':'C")
                    .append(i)
                    .append("','owned':'")
                    .append(owned)
                    .append("','percent':'60'}");
        }
        return parties + "]," + ownership + "]," + REST;
    }

    static String json(String text) {
        return text.replace('\'', '"');
    }
}
