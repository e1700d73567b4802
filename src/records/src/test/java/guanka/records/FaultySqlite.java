package guanka.records;

import guanka.records.database.Sqlite;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of which the writer's every call can fail, before it takes effect or behind it. */
final class FaultySqlite extends Sqlite {

    /** What SQLite says of a disk that does not read or write. */
    private static final int IO_ERROR = 10;

    /** Counts down to the call that fails; below zero nothing does. */
    final AtomicInteger calls = new AtomicInteger(-1);

    private final boolean behind;

    /** @param behind whether the call that fails takes effect all the same, as a sync may whose result is lost */
    FaultySqlite(Path file, boolean behind) {
        super(file);
        this.behind = behind;
    }

    /** Whether the call that was to fail has been made. */
    boolean failed() {
        return calls.get() < 0;
    }

    @Override
    public synchronized Connection writer() throws SQLException {
        return (Connection) faulty(super.writer(), Connection.class);
    }

    private Object faulty(Object real, Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            boolean counts =
                    method.getName().startsWith("execute") || method.getName().equals("commit");
            boolean fails = counts && calls.get() >= 0 && calls.getAndDecrement() == 0;
            if (fails && !behind) {
                throw new SQLException("the disk fails", null, IO_ERROR);
            }
            Object result;
            try {
                result = method.invoke(real, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
            if (fails) {
                throw new SQLException("the disk fails", null, IO_ERROR);
            }
            if (result instanceof PreparedStatement) {
                return faulty(result, PreparedStatement.class);
            }
            return result instanceof Statement ? faulty(result, Statement.class) : result;
        });
    }
}
