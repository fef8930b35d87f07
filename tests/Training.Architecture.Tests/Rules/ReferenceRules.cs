using System.Text.RegularExpressions;
using Training.Architecture.Tests.Reading;

namespace Training.Architecture.Tests.Rules;

/// <summary>Who may know what, from compiled references.</summary>
public static partial class ReferenceRules
{
    private static readonly string[] Machinery =
        ["Microsoft.EntityFrameworkCore.", "Microsoft.AspNetCore.", "Quartz.", "System.Diagnostics.Process"];

    /// <summary>Identity's user class is the base of an account; it is a plain class with no machinery in it.</summary>
    private const string IdentityUser = "Microsoft.AspNetCore.Identity.IdentityUser`1";

    public static IEnumerable<string> PureTypes(IEnumerable<CompiledType> types, IReadOnlySet<string> entities) =>
        from type in types
        where entities.Contains(type.FullName) || RuleName().IsMatch(type.Name)
        from mention in type.Mentions
        where mention != IdentityUser && !mention.StartsWith(IdentityUser + "::", StringComparison.Ordinal)
        where Machinery.Any(m => mention.StartsWith(m, StringComparison.Ordinal))
        select $"{type.FullName} is an entity or a rule and uses {mention}";

    public static IEnumerable<string> FeaturesKeepApart(IEnumerable<CompiledType> types) =>
        from type in types
        let feature = House.Part(type.FullName, House.WebFeatures)
        where feature is not null
        from mention in type.Mentions
        let other = House.Part(mention, House.WebFeatures)
        where other is not null && other != feature && other != "Shared"
        select $"{type.FullName} uses {mention} of another feature";

    public static IEnumerable<string> JobsOnlyInProgram(IEnumerable<CompiledType> webTypes) =>
        from type in webTypes
        where type.FullName != "Program"
        from mention in type.Mentions
        where mention.StartsWith("Training.Jobs.", StringComparison.Ordinal)
        select $"{type.FullName} uses {mention}; only Program.cs knows the jobs";

    public static IEnumerable<string> ProcessesOnlyInMedia(IEnumerable<CompiledType> types) =>
        from type in types
        where type.Namespace != "Training.Jobs.Media" && !type.Namespace.StartsWith("Training.Jobs.Media.", StringComparison.Ordinal)
        where type.Mentions.Any(m => m is "System.Diagnostics.Process::Start" or "System.Diagnostics.ProcessStartInfo")
        select $"{type.FullName} starts a process";

    [GeneratedRegex("(Rules?|Engine)$")]
    private static partial Regex RuleName();
}
