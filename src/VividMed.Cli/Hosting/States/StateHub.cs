using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Hosting.States;

/// <summary>
/// The hub of a state, whoever serves it: this process, or the one that was there first, to which it attaches and whose place it takes when that
/// ends. Workers of this process start when it serves the state, or when the one that does has none.
/// </summary>
internal sealed class StateHub : IAsyncDisposable
{
    /// <summary>An instance that no run is called: what counts is that there is an answer.</summary>
    private const string Nobody = "vividmed-attach";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    /// <summary>How long an owner may take from its lock to its hub, or to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _stateFile;
    private readonly StateUse _use;
    private readonly TimeProvider _time;
    private readonly SwitchedCalls _calls = new();
    private readonly HubConnection _connection;
    private readonly HubFaults _faults;
    private readonly CancellationTokenSource _ends = new();
    private readonly TaskCompletionSource<TaskHubException> _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OwnedHub? _own;
    private IHost? _workers;

    private StateHub(string stateFile, StateUse use, TimeProvider time)
    {
        (_stateFile, _use, _time) = (stateFile, use, time);
        _connection = HubConnection.Over(stateFile, _calls);
        _faults = new HubFaults(time);
        Client = _connection.CreateClient();
    }

    public DurableTaskClient Client { get; }

    public UnservedWorkReader Unserved => _connection.Unserved;

    public HubInspection Inspection => _connection.InspectWith(Client);

    /// <summary>The process that serves the state; null where that is this one.</summary>
    public StateOwner? Owner { get; private set; }

    /// <summary>Completes when this process serves the state, or has ended.</summary>
    public Task Serving { get; private set; } = Task.CompletedTask;

    /// <summary>Whether workers of this process take work of it.</summary>
    public bool HasWorkers => _workers is not null;

    /// <summary>Completes when the state cannot be read or written any more: nothing goes on until somebody mends that.</summary>
    public Task<TaskHubException> Fault => _fault.Task;

    /// <exception cref="CliException">Its owner does not answer, or is out of reach.</exception>
    public static async Task<StateHub> OpenAsync(string stateFile, StateUse use, TimeProvider time, CancellationToken cancellationToken)
    {
        var hub = new StateHub(stateFile, use, time);
        try
        {
            var since = time.GetTimestamp();
            while (!await hub.TryJoinAsync(cancellationToken))
            {
                if (time.GetElapsedTime(since) > Patience) throw NoAnswer(stateFile);
                await Task.Delay(Interval, time, cancellationToken);
            }

            if (hub._own is null) hub.Serving = hub.KeepAsync(hub._ends.Token);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        await Serving;
        if (_workers is not null)
        {
            // What cannot be stored is not waited for.
            await _workers.StopAsync(new CancellationToken(canceled: Fault.IsCompleted));
            _workers.Dispose();
        }

        await Client.DisposeAsync();
        if (_own is not null) await _own.DisposeAsync();
        _ends.Dispose();
    }

    /// <summary>Serves the state if nobody does, else attaches to whoever does; false where neither can be yet.</summary>
    private async Task<bool> TryJoinAsync(CancellationToken cancellationToken)
    {
        if (StateLock.TryTake(_stateFile) is { } taken)
        {
            _own = await OwnedHub.StartAsync(taken, _stateFile, _use, Fail, cancellationToken);
            Owner = null;
            _calls.SwitchTo(_own.Calls);
            await StartWorkersAsync(cancellationToken);
            return true;
        }

        if (StateOwner.Read(_stateFile) is not { } owner || owner == Owner) return false;
        if (owner.Machine != Environment.MachineName) throw new CliException($"{_stateFile} is served by {owner} on {owner.Machine}, which listens there only: give the command there, or end that");
        var calls = HubChannel.Open(owner.Hub, owner.Token, taskHub: null);
        if (!await AnswersAsync(calls, cancellationToken)) return false;
        Owner = owner;
        _calls.SwitchTo(calls);
        if (!owner.HasWorkers) await StartWorkersAsync(cancellationToken);
        return true;
    }

    private async Task StartWorkersAsync(CancellationToken cancellationToken)
    {
        if (_use.Execution is not { } execution || _workers is not null) return;
        _workers = WorkerHost.Build(_connection, WorkerRoles.All, LogLevel.Warning, _use.Drain, execution, () => Fault.IsCompleted);
        await _workers.StartAsync(cancellationToken);
    }

    /// <summary>While another process serves the state: the lock is free when that has ended, however it did.</summary>
    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_own is null)
            {
                await Task.Delay(Interval, _time, cancellationToken);
                var before = Owner;
                if (await TryJoinAsync(cancellationToken)) await Console.Error.WriteLineAsync(Succession(before));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The command has ended.
        }
        catch (Exception failure)
        {
            _fault.TrySetResult(failure as TaskHubException ?? new TaskHubException("state-lost", failure.Message, failure));
        }
    }

    private string Succession(StateOwner? before) => Owner is { } next
        ? $"vividmed: {before} has ended; {next} serves {_stateFile} now"
        : $"vividmed: {before} has ended; this process serves {_stateFile} now";

    private void Fail(TaskHubException failure)
    {
        if (_use.OutlivesFaults) _faults.Tell(failure);
        else _fault.TrySetResult(failure);
    }

    private static async Task<bool> AnswersAsync(CallInvoker hub, CancellationToken cancellationToken)
    {
        try
        {
            await new TaskHubSidecarService.TaskHubSidecarServiceClient(hub).GetInstanceAsync(
                new() { InstanceId = Nobody }, deadline: DateTime.UtcNow + AnswerTime, cancellationToken: cancellationToken);
            return true;
        }
        catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Unauthenticated)
        {
            // It has just ended, or a later process has its port: the next look at the lock tells.
            return false;
        }
    }

    private static CliException NoAnswer(string stateFile) => new(
        StateOwner.Read(stateFile) is { } owner
            ? $"{stateFile} is served by {owner}, which does not answer: end that process and give the command again"
            : $"{stateFile} is in use by a vividmed process that is still starting or ending; try again in a moment");
}
