using Grpc.Core;
using VividMed.Workflows;
using VividMed.Workflows.Progress;

namespace VividMed.Cli.Running;

/// <summary>
/// Says once that a run waits because no worker that is connected takes its work, and once more when one has come: else a watcher sees counts that
/// stand still.
/// </summary>
/// <param name="hub">How a worker reaches the hub, for whoever starts one; null where that is another process's own.</param>
internal sealed class WorkerNotice(UnservedWorkReader unserved, string run, string? hub, TimeProvider time, TextWriter? lines = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A worker that has just lost its hub, or is just starting, is none that is missing.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly TextWriter _lines = lines ?? Console.Error;
    private DateTimeOffset _next;
    private DateTimeOffset? _since;
    private string? _told;

    /// <summary>Asks the hub, not more often than each second; a hub that is away has nothing to say.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < _next) return;
        _next = now + Interval;
        try
        {
            Tell(await unserved(run, cancellationToken), now);
        }
        catch (RpcException away) when (away.StatusCode == StatusCode.Unavailable)
        {
            _since = null;
        }
    }

    private void Tell(IReadOnlyList<UnservedWork> waiting, DateTimeOffset now)
    {
        if (waiting.Count == 0)
        {
            _since = null;
            if (_told is not null) _lines.WriteLine($"run {run}: a worker has come, and it goes on");
            _told = null;
            return;
        }

        _since ??= now;
        var names = string.Join(", ", waiting.Select(static work => work.Name).Order(StringComparer.Ordinal));
        if (now - _since < Grace || _told == names) return;
        _told = names;
        _lines.WriteLine($"run {run}: no worker is connected that takes {names}; {Cure(waiting)}");
    }

    /// <summary>Orchestrations wait for the cpu role first, and their models soon after: a worker of both serves either.</summary>
    private string Cure(IReadOnlyList<UnservedWork> waiting) => hub is null
        ? "end the process that serves the output, and this one takes over"
        : $"start one with 'vividmed worker{(waiting.All(static work => WorkflowRegistration.RoleOf(work.Name) == "gpu") ? " --roles gpu" : "")} --hub {hub}'";
}
