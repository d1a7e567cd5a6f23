using System.Runtime.CompilerServices;
using System.Text.Json;
using VividMed.Datasets;
using VividMed.Storage.Stores;

namespace VividMed.Workflows.Resources;

/// <summary>
/// Everything below <c>runs/{run}/{attempt}/</c>: files that anyone can read and that a repeated activity writes again byte for byte. They
/// are collected once the run has committed: what lasts stands in the buckets.
/// </summary>
public sealed class RunFolder
{
    private readonly string _run;
    private readonly string _folder;
    private readonly RecentFiles? _recent;

    /// <param name="attempt">Which plan of the run; empty to read over all of them.</param>
    public RunFolder(IBlobStore store, string run, string attempt = "")
        : this(store, run, attempt, recent: null)
    {
    }

    /// <param name="recent">What this process has read of such folders; null for one that reads each file once.</param>
    internal RunFolder(IBlobStore store, string run, string attempt, RecentFiles? recent)
    {
        (Store, _run, _recent) = (store, run, recent);
        _folder = attempt.Length == 0 ? $"runs/{run}/" : $"runs/{run}/{attempt}/";
    }

    public IBlobStore Store { get; }

    /// <summary>A <c>DatasetPlan</c>.</summary>
    public string Plan => _folder + "plan.json";

    /// <summary>The parts of the recipe by name.</summary>
    public string Recipe => _folder + "recipe.json";

    /// <summary>A file of one partition, such as a stage's result by the stage's name.</summary>
    public string Partition(int partition, string name) => $"{_folder}partitions/{partition:D5}/{name}.json";

    /// <summary>The run's quarantined studies, partition by partition.</summary>
    public async IAsyncEnumerable<QuarantinedStudy> QuarantineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in Store.ListAsync(_folder, cancellationToken))
        {
            if (!name.Contains("/quarantine-", StringComparison.Ordinal)) continue;
            foreach (var study in await ReadAsync<QuarantinedStudy[]>(name, cancellationToken)) yield return study;
        }
    }

    /// <summary>Deletes everything but the files of one name.</summary>
    public async Task CollectAsync(string keep, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var name in Store.ListAsync($"runs/{_run}/", cancellationToken))
        {
            if (!name.EndsWith($"/{keep}.json", StringComparison.Ordinal)) names.Add(name);
        }

        await Parallel.ForEachAsync(
            names, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
            async (name, stop) => await Store.DeleteAsync(name, stop));
    }

    /// <summary>Writes or replaces a file as JSON.</summary>
    public async Task WriteAsync<T>(string name, T value, CancellationToken cancellationToken)
    {
        using var content = WholeFile.Rent();
        JsonSerializer.Serialize(content.Stream, value, PipelineJson.Options);
        content.Stream.Position = 0;
        await Store.WriteAsync(name, content.Stream, cancellationToken: cancellationToken);
    }

    /// <summary>Reads a file that an earlier stage has written.</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public async Task<T> ReadAsync<T>(string name, CancellationToken cancellationToken) =>
        await TryReadAsync<T>(name, cancellationToken) ?? throw new InvalidOperationException(
            $"{Store.DisplayName} has no {name}: an earlier stage of the run did not write it.");

    /// <summary>Reads a file; null where it is not there, or holds null. What is read is shared with others, and nobody changes it.</summary>
    public async Task<T?> TryReadAsync<T>(string name, CancellationToken cancellationToken)
    {
        // Asked before the file is read: should it be replaced in between, what is remembered is never looked for again.
        var state = _recent is null ? null : await Store.GetPropertiesAsync(name, cancellationToken);
        if (state is not null && _recent!.TryGet<T>(name, state, out var known)) return known;
        var file = await Store.OpenReadAsync(name, cancellationToken: cancellationToken);
        if (file is null) return default;
        using var content = WholeFile.Rent();
        await using (file) await file.CopyToAsync(content.Stream, cancellationToken);
        var value = JsonSerializer.Deserialize<T>(content.Stream.GetBuffer().AsSpan(0, (int)content.Stream.Length), PipelineJson.Options);
        if (state is not null && value is not null) _recent!.Add(name, state, value);
        return value;
    }
}
