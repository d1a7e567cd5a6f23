using VividMed.Datasets;
using VividMed.Storage.Stores;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Resources;

namespace VividMed.Dashboard.Samples;

/// <summary>Reads which studies of a run are in quarantine, and why.</summary>
public sealed class QuarantineList
{
    /// <summary>More than a person reads; the files in the store have all.</summary>
    private const int Limit = 200;

    public async Task<IReadOnlyList<QuarantinedStudy>> ReadAsync(RunSnapshot run, CancellationToken cancellationToken)
    {
        var request = run.Request;
        var folder = new RunFolder(BlobStoreFactory.Open(request.Out), request.Run);
        var studies = new List<QuarantinedStudy>();
        await foreach (var study in folder.QuarantineAsync(cancellationToken))
        {
            studies.Add(study);
            if (studies.Count == Limit) break;
        }

        return studies;
    }
}
