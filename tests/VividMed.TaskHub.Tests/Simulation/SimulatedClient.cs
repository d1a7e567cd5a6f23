using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>Whoever started an instance: sends its events, holds it up now and then, and repeats whatever gets no answer.</summary>
internal sealed class SimulatedClient
{
    private readonly World _world;
    private readonly SimulatedProcess _process;
    private readonly SimulatedTime _time;

    public SimulatedClient(World world, Plan plan)
    {
        _world = world;
        _process = new(world.Scheduler, $"client of {plan.Name}");
        _time = new(world.Clock, _process);
        Plan = plan;
        Terminates = !plan.Has(PlanKind.Fragile) && world.Scheduler.Chance(0.1);
        _process.Add("begins", () => Work = RunAsync());
    }

    public Plan Plan { get; }

    /// <summary>The client ends the instance at some moment, which may be after it has ended by itself.</summary>
    public bool Terminates { get; }

    public Task? Work { get; private set; }

    private async Task RunAsync()
    {
        await StartAsync();
        await Task.WhenAll(SendEventsAsync(), HoldUpAsync(), Plan.Has(PlanKind.Fragile) ? RewindAsync() : Terminates ? TerminateAsync() : Task.CompletedTask);
        // The sub-orchestrations of a terminated instance may run on and keep their ids.
        if (Plan.EventCount == 0 && !Terminates && _world.Scheduler.Chance(0.3)) await RestartAsync();
    }

    private async Task StartAsync()
    {
        var request = new CreateInstanceRequest
        {
            InstanceId = Plan.Name,
            Name = PlanTasks.Name,
            Input = JsonDataConverter.Default.Serialize(Plan),
            OrchestrationIdReusePolicy = new(),
            ScheduledStartTimestamp = _world.Scheduler.Chance(0.2) ? _world.Clock.Now.AddSeconds(_world.Scheduler.Next(30)).ToTimestamp() : null,
        };
        await AskAsync("starts", async hub =>
        {
            try
            {
                await hub.Commands.StartAsync(request.Clone());
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists)
            {
                // An earlier attempt got through.
            }
        });
    }

    private async Task SendEventsAsync()
    {
        for (var number = 1; number <= Plan.EventCount; number++)
        {
            var input = $"{number}";
            await WaitAsync();
            await AskAsync("raises an event", hub => hub.Commands.RaiseEventAsync(new() { InstanceId = Plan.Name, Name = "next", Input = input }));
        }
    }

    private async Task HoldUpAsync()
    {
        for (var count = _world.Scheduler.Next(3); count > 0; count--)
        {
            await WaitAsync();
            await AskAsync("suspends", hub => hub.Commands.SuspendAsync(new() { InstanceId = Plan.Name }));
            await WaitAsync();
            await AskAsync("resumes", hub => hub.Commands.ResumeAsync(new() { InstanceId = Plan.Name }));
        }
    }

    private async Task TerminateAsync()
    {
        await WaitAsync();
        var recursive = _world.Scheduler.Chance(0.5);
        await AskAsync("terminates", hub => hub.Commands.TerminateAsync(new() { InstanceId = Plan.Name, Output = "0", Recursive = recursive }));
    }

    private async Task RewindAsync()
    {
        await SeeAsync(status => status == OrchestrationStatus.Failed);
        _world.Tasks.Repair(Plan.Name);
        await AskAsync("rewinds", async hub =>
        {
            try
            {
                await hub.Commands.RewindAsync(new() { InstanceId = Plan.Name });
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
            {
                // An earlier attempt got through.
            }
        });
    }

    private async Task RestartAsync()
    {
        await SeeAsync(status => status.IsFinal);
        await AskAsync("restarts", async hub =>
        {
            try
            {
                await hub.Commands.RestartAsync(new() { InstanceId = Plan.Name });
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition or StatusCode.AlreadyExists)
            {
                // An earlier attempt got through and runs.
            }
        });
    }

    private async Task SeeAsync(Predicate<OrchestrationStatus> wanted)
    {
        for (var seen = false; !seen;)
        {
            await Task.Delay(TimeSpan.FromSeconds(5), _time);
            await AskAsync("looks", async hub => seen = wanted((await hub.Reads.GetAsync(new() { InstanceId = Plan.Name })).OrchestrationState.OrchestrationStatus));
        }
    }

    private async Task WaitAsync()
    {
        for (var pauses = _world.Scheduler.Next(12); pauses > 0; pauses--) await _process.PauseAsync("waits");
        if (_world.Scheduler.Chance(0.2)) await Task.Delay(TimeSpan.FromSeconds(1 + _world.Scheduler.Next(20)), _time);
    }

    private async Task AskAsync(string what, Func<SimulatedHub, Task> ask)
    {
        while (true)
        {
            await _process.PauseAsync($"asks: {what}");
            if (_world.Hub is not { } hub) continue;
            try
            {
                await hub.CallAsync($"{what} {Plan.Name}", async () =>
                {
                    await ask(hub);
                    return true;
                });
                return;
            }
            catch (Exception e) when (e is HubLostException or DiskException)
            {
                // Whether it was done is unknown: every call here may be made twice.
            }
        }
    }
}
