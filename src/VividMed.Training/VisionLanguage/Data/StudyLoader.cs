using VividMed.Shards.Versions;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>Reads a few studies of a split of dataset versions into memory.</summary>
internal sealed class StudyLoader(StudyPreparer preparer)
{
    /// <summary>At most <paramref name="most"/> studies, spread evenly over the split's buckets, in the manifests' order.</summary>
    public async Task<IReadOnlyList<TrainingStudy>> LoadAsync(
        IReadOnlyList<LoadedVersion> versions, string split, int most, CancellationToken cancellationToken)
    {
        var buckets = versions.SelectMany(version => version.BucketsOf(split).Select(bucket => (version.Store, Bucket: bucket))).ToList();
        var studies = new List<TrainingStudy>();
        for (var i = 0; i < buckets.Count; i++)
        {
            var quota = (int)((long)most * (i + 1) / buckets.Count) - (int)((long)most * i / buckets.Count);
            if (quota == 0) continue;
            await foreach (var stored in VersionReader.ReadAsync(buckets[i].Store, buckets[i].Bucket, withImages: true, cancellationToken))
            {
                if (preparer.Prepare(stored) is not { } study) continue;
                studies.Add(study);
                if (--quota == 0) break;
            }
        }

        return studies;
    }
}
