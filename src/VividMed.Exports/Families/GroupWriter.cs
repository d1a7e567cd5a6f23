using VividMed.Exports.Output;
using VividMed.Exports.Planning;

namespace VividMed.Exports.Families;

/// <summary>Writes the samples of one group; nothing has its name before <see cref="FinishAsync"/>.</summary>
internal abstract class GroupWriter : IAsyncDisposable
{
    /// <param name="ordinal">The sample's number in the export, from 0: the same in every export of the same part of a version.</param>
    public abstract Task AddAsync(ExportSample sample, long ordinal, SamplePictures pictures, CancellationToken cancellationToken);

    /// <summary>Gives the files their names.</summary>
    public abstract Task<IReadOnlyList<ExportFile>> FinishAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
