using VividMed.Exports.Coordinates;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;
using VividMed.Exports.Tokens;
using VividMed.Grounding;
using VividMed.Shards.Versions;

namespace VividMed.Exports.Families;

/// <summary>
/// A form in which others load a version. It is asked about every sample first, by its record alone; only when no sample speaks against the
/// export is anything written.
/// </summary>
public abstract class ExportFamily
{
    /// <summary>As the command line has it.</summary>
    public abstract string Name { get; }

    /// <summary>How boxes are written; null where the record's own voxels are.</summary>
    public virtual CoordinateForm? Coordinates => null;

    /// <summary>Null where nothing is cut into tokens.</summary>
    public virtual TokenRule? Tokens => null;

    /// <summary>Where nothing else is asked for.</summary>
    public virtual int SamplesPerFile => 5000;

    /// <summary>How images become pictures.</summary>
    internal abstract PictureRules Pictures { get; }

    /// <summary>Whether samples are written at all: metadata alone needs no pictures.</summary>
    internal virtual bool WritesSamples => true;

    /// <summary>Samples of one stratum share files; it begins their names. A split is never mixed with another.</summary>
    internal virtual string StratumOf(ExportSample sample) => sample.Sample.Split;

    /// <summary>
    /// Looks at a sample as it will be written; what is returned is left out of it. An <see cref="ExportException"/> refuses the export.
    /// </summary>
    internal abstract IEnumerable<LeftOut> Check(ExportSample sample, ExportCounts counts);

    /// <summary>A sample that the filter passes over.</summary>
    internal virtual void PassOver(BucketEntry bucket, Sample sample)
    {
    }

    /// <summary>A sample that takes part.</summary>
    internal virtual void Take(BucketEntry bucket, ExportSample sample)
    {
    }

    /// <summary>All samples were seen: what depends on the whole is decided.</summary>
    internal virtual void Settle(ExportCounts counts)
    {
    }

    /// <summary>Begins a group of samples.</summary>
    internal abstract GroupWriter Open(ExportFolder folder, string group);

    /// <summary>What stands once in the export, beside its groups.</summary>
    internal virtual Task<IReadOnlyList<ExportFile>> FinishAsync(
        ExportFolder folder, DatasetManifest version, IReadOnlyList<FinishedGroup> groups, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ExportFile>>([]);
}

/// <summary>A group whose files all have their names.</summary>
internal sealed record FinishedGroup(string Name, string Stratum, IReadOnlyList<ExportFile> Files);
