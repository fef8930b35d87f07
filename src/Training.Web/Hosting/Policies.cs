using Microsoft.AspNetCore.Authorization;
using Training.Domain.Identity;

namespace Training.Web.Hosting;

/// <summary>Which roles pass which door. What of a room they then see is cut by the account's <c>AccessScope</c>, not here.</summary>
public static class Policies
{
    /// <summary>Anybody who is signed in.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Takes the roll: of the own station, or of a session on whose card one stands.</summary>
    public const string Roll = nameof(Roll);

    /// <summary>Reads a roll: those who take it, and whoever reads figures once it is closed.</summary>
    public const string ReadRoll = nameof(ReadRoll);

    /// <summary>Makes courses and uploads lessons.</summary>
    public const string Teaching = nameof(Teaching);

    /// <summary>Reads figures, sheets and the records behind them: officers, bodies, auditors.</summary>
    public const string Figures = nameof(Figures);

    /// <summary>Opens a county's sheet and the records behind its figures: officers and auditors.</summary>
    public const string Sheets = nameof(Sheets);

    /// <summary>Sees what runs in the background.</summary>
    public const string Jobs = nameof(Jobs);

    /// <summary>Starts background work again.</summary>
    public const string RunJobs = nameof(RunJobs);

    public static void Add(AuthorizationOptions options)
    {
        void Door(string policy, params string[] roles) => options.AddPolicy(policy, door => door.RequireAuthenticatedUser().RequireRole(roles));

        options.AddPolicy(SignedIn, door => door.RequireAuthenticatedUser());
        Door(Roll, Roles.Coordinator, Roles.Trainer);
        Door(ReadRoll, Roles.Coordinator, Roles.Trainer, Roles.CityOfficer, Roles.CountyOfficer, Roles.Organization, Roles.Auditor);
        Door(Teaching, Roles.Trainer);
        Door(Figures, Roles.CityOfficer, Roles.CountyOfficer, Roles.Organization, Roles.Auditor);
        Door(Sheets, Roles.CityOfficer, Roles.CountyOfficer, Roles.Auditor);
        Door(Jobs, Roles.CityOfficer, Roles.Auditor);
        Door(RunJobs, Roles.CityOfficer);
    }
}
