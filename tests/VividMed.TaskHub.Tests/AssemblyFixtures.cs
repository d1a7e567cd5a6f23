using VividMed.TestKit;

[assembly: AssemblyFixture(typeof(PostgresProcess))]
