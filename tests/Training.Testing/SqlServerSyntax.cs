using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Training.Testing;

/// <summary>Reads T-SQL as SQL Server 2019 does. Syntax only: names and types are not looked up.</summary>
public static class SqlServerSyntax
{
    public static IReadOnlyList<string> Errors(string sql)
    {
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        return [.. errors.Select(e => $"line {e.Line}, column {e.Column}: {e.Message}")];
    }
}
