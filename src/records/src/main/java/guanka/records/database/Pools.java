package guanka.records.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Pools of connections for reading. */
final class Pools {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Pools() {}

    static AgroalDataSource of(
            String url,
            Class<? extends Driver> driver,
            String user,
            String password,
            int size,
            String first,
            Map<String, String> properties)
            throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(size)
                        .acquisitionTimeout(PATIENCE)
                        .validateOnBorrow(true)
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .connectionFactoryConfiguration(connection -> {
                            connection
                                    .jdbcUrl(url)
                                    .connectionProviderClass(driver)
                                    .initialSql(first);
                            if (user != null) {
                                connection.principal(new NamePrincipal(user));
                            }
                            if (password != null) {
                                connection.credential(new SimplePassword(password));
                            }
                            properties.forEach(connection::jdbcProperty);
                            return connection;
                        })));
    }
}
