namespace Training.Domain.Identity;

/// <summary>
/// Who may open an account for whom. Only downwards: nobody makes an equal or a superior, families make themselves, and the first city
/// officer comes from the machine itself (<see cref="OpenAccount"/>). The region is cut by the inviter's own scope.
/// </summary>
public static class InvitationRules
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private static readonly Dictionary<string, string[]> May = new()
    {
        [Roles.CityOfficer] =
        [
            Roles.CountyOfficer, Roles.Auditor, Roles.Bureau, Roles.BureauContributor, Roles.Organization, Roles.Coordinator, Roles.Trainer, Roles.SocialWorker,
        ],
        [Roles.CountyOfficer] = [Roles.Bureau, Roles.BureauContributor, Roles.Organization, Roles.Coordinator, Roles.Trainer, Roles.SocialWorker],
        [Roles.Organization] = [Roles.Coordinator, Roles.SocialWorker],
    };

    public static IReadOnlyList<string> RolesFor(string? inviter) => inviter is not null && May.TryGetValue(inviter, out var roles) ? roles : [];

    public static bool NeedsStation(string role) => role is Roles.Coordinator or Roles.SocialWorker;

    public static bool NeedsOrganization(string role) => role is Roles.Organization;

    public static bool NeedsBureau(string role) => role is Roles.Bureau or Roles.BureauContributor;

    public static string Words(BureauKind bureau) => bureau switch
    {
        BureauKind.Health => "卫生健康",
        BureauKind.Education => "教育",
        BureauKind.HumanResources => "人力资源和社会保障",
        BureauKind.Finance => "财政",
        BureauKind.Ageing => "老龄办",
        _ => throw new InvalidOperationException($"No words for {bureau}."),
    };
}
