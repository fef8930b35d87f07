using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Architecture.Tests.Reading;
using Training.Architecture.Tests.Rules;

namespace Training.Architecture.Tests;

public class EndpointTests
{
    [Fact]
    public void Controllers_are_small_and_every_action_has_its_door() => Assert.Empty(EndpointRules.Controllers(Shapes.Controllers));

    [Fact]
    public void A_controller_with_eight_actions_is_found() =>
        Assert.Equal(
            ["Big has 8 actions, more than 7"],
            EndpointRules.Controllers([new("Big", [.. Enumerable.Range(1, 8).Select(n => new ActionShape($"A{n}", true, false))], [])]));

    [Fact]
    public void Open_and_contradicting_doors_and_nested_controllers_are_found() =>
        Assert.Equal(
            [
                "InnerController takes the controller OuterController",
                "InnerController.Forgotten names no policy and does not say that anybody may enter",
                "InnerController.Signed names no policy and does not say that anybody may enter",
                "InnerController.Both names a policy and lets anybody in",
            ],
            EndpointRules.Controllers([Shapes.Controller(typeof(InnerController))]));

    [Fact]
    public void Jobs_run_one_at_a_time_and_start_from_a_schedule_or_a_queue() => Assert.Empty(EndpointRules.Jobs(Shapes.Jobs));

    [Fact]
    public void A_job_that_nobody_starts_and_that_may_run_twice_is_found() =>
        Assert.Equal(
            ["IdleJob may run twice at the same time", "IdleJob has neither a schedule nor a queue"],
            EndpointRules.Jobs([Shapes.Job(typeof(IdleJob))]));

    [NonController]
    private sealed class OuterController : ControllerBase;

    [NonController]
    private sealed class InnerController(OuterController outer) : ControllerBase
    {
        [HttpGet("forgotten")]
        public string Forgotten() => outer.ToString()!;

        [Authorize, HttpGet("signed")]
        public string Signed() => "";

        [Authorize(Policy = "Any"), AllowAnonymous, HttpGet("both")]
        public string Both() => "";

        [Authorize(Policy = "Any"), HttpGet("right")]
        public string Right() => "";

        [AllowAnonymous, HttpGet("open")]
        public string Open() => "";
    }

    private sealed class IdleJob : Quartz.IJob
    {
        public ValueTask Execute(Quartz.IJobExecutionContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
