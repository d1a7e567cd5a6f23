using VividMed.Exports.Output;
using VividMed.Exports.Planning;

namespace VividMed.Exports.Families;

/// <summary>
/// Writes the samples of one group; nothing has its name before <see cref="FinishAsync"/>. What is dear of a sample, such as its pictures
/// encoded anew, is made at the same time as that of others, and appended in the samples' order.
/// </summary>
internal abstract class GroupWriter : IAsyncDisposable
{
    /// <summary>Makes what is written of a sample, and returns what appends it. Called by several threads; what it returns by one.</summary>
    /// <param name="ordinal">The sample's number in the export, from 0: the same in every export of the same part of a version.</param>
    public abstract Func<CancellationToken, Task> Prepare(ExportSample sample, long ordinal, SamplePictures pictures);

    /// <summary>Gives the files their names.</summary>
    public abstract Task<IReadOnlyList<ExportFile>> FinishAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
