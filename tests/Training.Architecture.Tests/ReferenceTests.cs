using Training.Architecture.Tests.Reading;
using Training.Architecture.Tests.Rules;

namespace Training.Architecture.Tests;

public class ReferenceTests
{
    private static readonly HashSet<string> Entities = ["Training.Domain.Stations.Station", "Training.Domain.Identity.Account"];

    [Fact]
    public void Entities_and_rules_know_no_machinery()
    {
        Assert.Contains("Training.Domain.Stations.Station", Model.EntityNames);
        Assert.Empty(ReferenceRules.PureTypes(CompiledTypes.Domain, Model.EntityNames));
    }

    [Theory]
    [InlineData("Training.Domain.Stations.Station", "Microsoft.EntityFrameworkCore.DbContext")]
    [InlineData("Training.Domain.Attendance.RollRules", "Quartz.IJob")]
    [InlineData("Training.Domain.Standards.QuotaEngine", "Microsoft.AspNetCore.Http.HttpContext")]
    [InlineData("Training.Domain.Media.AdmissionRules", "System.Diagnostics.Process")]
    public void An_entity_or_rule_with_machinery_is_found(string type, string machinery) =>
        Assert.Single(ReferenceRules.PureTypes([Sample(type, machinery)], Entities));

    [Fact]
    public void An_account_may_be_an_identity_user() =>
        Assert.Empty(ReferenceRules.PureTypes(
            [Sample("Training.Domain.Identity.Account", "Microsoft.AspNetCore.Identity.IdentityUser`1", "Microsoft.AspNetCore.Identity.IdentityUser`1::.ctor")],
            Entities));

    [Fact]
    public void Web_features_keep_apart() => Assert.Empty(ReferenceRules.FeaturesKeepApart(CompiledTypes.Web));

    [Fact]
    public void A_web_feature_that_reaches_into_another_is_found()
    {
        Assert.Single(ReferenceRules.FeaturesKeepApart([Sample("Training.Web.Features.Rolls.RollController", "Training.Web.Features.Courses.CourseForm")]));
        Assert.Empty(ReferenceRules.FeaturesKeepApart([Sample("Training.Web.Features.Rolls.RollController", "Training.Web.Features.Shared.PageHead")]));
    }

    [Fact]
    public void Only_the_start_of_the_site_knows_the_jobs()
    {
        Assert.Empty(ReferenceRules.JobsOnlyInProgram(CompiledTypes.Web));
        Assert.DoesNotContain(Checkout.Source, f =>
            f.Path.StartsWith("src/Training.Web/", StringComparison.Ordinal)
            && (f.Path.EndsWith(".cs", StringComparison.Ordinal) || f.Path.EndsWith(".cshtml", StringComparison.Ordinal))
            && f.Path != "src/Training.Web/Program.cs"
            && f.Text.Contains("Training.Jobs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_that_knows_a_job_is_found() =>
        Assert.Single(ReferenceRules.JobsOnlyInProgram([Sample("Training.Web.Features.Courses.UploadController", "Training.Jobs.Courses.TranscodeJob")]));

    [Fact]
    public void Only_the_media_room_of_the_jobs_starts_processes() => Assert.Empty(ReferenceRules.ProcessesOnlyInMedia(CompiledTypes.All));

    [Theory]
    [InlineData("Training.Web.Features.Courses.UploadController", 1)]
    [InlineData("Training.Jobs.MediaPlayer.Player", 1)]
    [InlineData("Training.Jobs.Media.MediaTool", 0)]
    public void A_process_started_elsewhere_is_found(string type, int found) =>
        Assert.Equal(found, ReferenceRules.ProcessesOnlyInMedia([Sample(type, "System.Diagnostics.Process::Start")]).Count());

    private static CompiledType Sample(string type, params string[] mentions) => new(type, mentions.ToHashSet());
}
