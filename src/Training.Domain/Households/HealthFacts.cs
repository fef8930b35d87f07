using Training.Domain.People;
using Training.Domain.Shared;

namespace Training.Domain.Households;

/// <summary>
/// The one way to write down and to read the health facts of a learner: the ground on which he or she is taught at home and the plan. Both
/// are sealed under the person's key; beside them stand only what figures need, whether there is a ground and whether there is a plan.
/// </summary>
public static class HealthFacts
{
    public const int PlanMaxLength = 2000;

    public static void SetGround(this Vault vault, Person person, PersonFile file, EligibilityGround? ground)
    {
        file.GroundReading = ReadingOf(ground);
        file.GroundSealed = ground is null ? null : vault.SealFor(person, ground.ToString()!);
    }

    /// <param name="plannedOn">When the plan was made; without a plan there is no day.</param>
    public static void SetPlan(this Vault vault, Person person, PersonFile file, string? plan, DateOnly plannedOn)
    {
        file.PlanSealed = string.IsNullOrEmpty(plan) ? null : vault.SealFor(person, plan);
        file.PlannedOn = string.IsNullOrEmpty(plan) ? null : plannedOn;
    }

    public static EligibilityGround? OpenGround(this Vault vault, PersonFile file, byte[]? personKey, OpeningPurpose purpose) =>
        file.GroundSealed is { } ground ? Enum.Parse<EligibilityGround>(vault.Open(ground, personKey, purpose)) : null;

    public static GroundReading? ReadingOf(EligibilityGround? ground) => ground switch
    {
        null => null,
        EligibilityGround.LowSelfCare => GroundReading.TextOnly,
        _ => GroundReading.Annex,
    };

    public static string Words(EligibilityGround ground) => ground switch
    {
        EligibilityGround.LowSelfCare => "自理能力较差的老年人",
        EligibilityGround.LimitedMobility => "行动不便老年人",
        EligibilityGround.Disabled => "残疾人",
        _ => throw new InvalidOperationException($"No words for {ground}."),
    };
}
