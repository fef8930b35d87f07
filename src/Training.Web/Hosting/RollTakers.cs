using System.Security.Claims;
using Training.Domain.Attendance;
using Training.Domain.Identity;

namespace Training.Web.Hosting;

public static class RollTakers
{
    /// <summary>Always the signed-in account, whatever a request claims.</summary>
    public static RollTaker Taker(this ClaimsPrincipal user) =>
        user.IsInRole(Roles.Coordinator) || user.IsInRole(Roles.Trainer)
            ? new(AccountClaims.ActorOf(user), user.IsInRole(Roles.Coordinator), AccountClaims.TrainerOf(user))
            : RollTaker.Reader(AccountClaims.ActorOf(user));
}
