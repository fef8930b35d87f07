using System.Reflection;
using Training.Domain.Persistence;
using Xunit.Sdk;

namespace Training.Testing;

/// <summary>
/// Runs a theory on the embedded database: <c>[Theory, OnSqlite, OnPostgres]</c> runs it on both. The test's first argument is the
/// <see cref="DatabaseProvider"/>; what is given here follows it.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnSqliteAttribute(params object[] arguments) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[DatabaseProvider.Sqlite, .. arguments]];
}

/// <summary>
/// Runs a theory on the PostgreSQL that <c>./test</c> starts (or <c>eval "$(build/postgres.sh start)"</c>). Without one the test shows as
/// skipped, and with CI=true it runs and fails: a missing server is no reason to pass there.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnPostgresAttribute(params object[] arguments) : DataAttribute
{
    public override string? Skip
    {
        get => PostgresServer.IsThere || PostgresServer.IsDemanded ? null : $"{PostgresServer.Variable} is not set: run ./test, or eval \"$(build/postgres.sh start)\" first";
        set => throw new NotSupportedException();
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[DatabaseProvider.Postgres, .. arguments]];
}

/// <summary>The PostgreSQL server that the test script started.</summary>
public static class PostgresServer
{
    public const string Variable = "TRAINING_TEST_POSTGRES";

    public static bool IsThere => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    public static bool IsDemanded => Environment.GetEnvironmentVariable("CI") == "true";

    public static string ConnectionString =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } found
            ? found
            : throw new InvalidOperationException($"{Variable} is not set: run ./test, or eval \"$(build/postgres.sh start)\" first.");
}
