using System.Security.Claims;
using Training.Domain.Identity;

namespace Training.Domain.Tests.Identity;

public class PermissionsTests
{
    [Fact]
    public void The_shipped_table_reads_and_every_role_but_families_may_do_something() =>
        Assert.Superset(
            Roles.All.Except([Roles.Family]).ToHashSet(),
            Permissions.All.SelectMany(p => p.Roles).ToHashSet());

    [Fact]
    public void An_auditor_reads_figures_and_takes_no_roll()
    {
        var auditor = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, Roles.Auditor)], "test"));

        Assert.True(Permissions.Has(auditor, "Figures"));
        Assert.False(Permissions.Has(auditor, "Roll"));
        Assert.False(Permissions.Has(auditor, "a verb that nobody wrote down"));
    }

    [Theory]
    [InlineData("Roll\t点名", "line 1: verb, words and roles are wanted")]
    [InlineData("Roll\t点名\tCook", "line 1: there is no role Cook")]
    [InlineData("Roll\t点名\tTrainer\nRoll\t点名\tTrainer", "line 2: Roll stands twice")]
    public void A_line_that_cannot_be_meant_is_named(string table, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => Permissions.Read(table.Split('\n'))).Message, StringComparison.Ordinal);
}
