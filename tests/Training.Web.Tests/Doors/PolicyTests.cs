using System.Reflection;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Tests.Doors;

public class PolicyTests
{
    [Fact]
    public void Every_verb_of_the_table_of_rights_is_a_door_and_every_door_a_verb()
    {
        var doors = typeof(Policies).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(door => door != Policies.SignedIn);

        Assert.Equal(Permissions.All.Select(p => p.Verb).Order(), doors.Order());
    }
}
