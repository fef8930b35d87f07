using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
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

    [Fact]
    public async Task An_endpoint_that_names_nothing_is_shut_for_everybody_and_no_endpoint_is_a_404()
    {
        await using var services = new ServiceCollection().AddLogging().AddAuthorization(Policies.Add).BuildServiceProvider();
        var fallback = await services.GetRequiredService<IAuthorizationPolicyProvider>().GetFallbackPolicyAsync();
        var doors = services.GetRequiredService<IAuthorizationService>();
        var forgotten = new DefaultHttpContext();
        forgotten.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(), "forgotten"));

        Assert.NotNull(fallback);
        foreach (var role in Roles.All)
        {
            var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"));
            Assert.False((await doors.AuthorizeAsync(user, forgotten, fallback)).Succeeded);
        }

        Assert.True((await doors.AuthorizeAsync(new ClaimsPrincipal(), new DefaultHttpContext(), fallback)).Succeeded);
    }
}
