using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;

namespace VividMed.Shards.Verification;

/// <summary>
/// Holds each sample of a version against the checks of its record, its pictures, its place and the version's recipe; and all of them
/// against one another, since none may come twice.
/// </summary>
internal sealed class SampleVerifier(DatasetManifest manifest, ProblemList problems)
{
    private readonly Dictionary<string, string> _homes = new(StringComparer.Ordinal);

    /// <summary>How many samples were looked at.</summary>
    public int Count { get; private set; }

    public void Verify(string shard, string split, StoredSample stored)
    {
        var sample = stored.Sample;
        Count++;
        if (!_homes.TryAdd(sample.Id, shard)) problems.Add("duplicate-sample", $"is in {_homes[sample.Id]} too", shard, sample.Id);
        if (sample.Split != split || sample.Dataset != manifest.Dataset)
        {
            problems.Add("wrong-place", "is of another split or dataset than its shard", shard, sample.Id);
        }

        if (sample.Provenance.Recipe != manifest.Recipe.Digest)
        {
            problems.Add(
                "mixed-recipe", $"was made by recipe {sample.Provenance.Recipe}, its version by {manifest.Recipe.Digest}", shard, sample.Id);
        }

        foreach (var problem in SampleChecks.Find(sample)) problems.Add(problem.Code, problem.Message, shard, sample.Id);
        foreach (var image in sample.Images) Verify(shard, sample, image, stored.Images);
        foreach (var stray in stored.Images.Keys.Except(sample.Images.Select(static image => image.Member), StringComparer.Ordinal))
        {
            problems.Add("stray-member", $"{stray} is not in the record", shard, sample.Id);
        }
    }

    private void Verify(string shard, Sample sample, SampleImage image, IReadOnlyDictionary<string, byte[]> members)
    {
        if (!members.TryGetValue(image.Member, out var content))
        {
            problems.Add("image-missing", $"{image.Member} is not among the pictures", shard, sample.Id);
        }
        else if (StoredImageHeader.Read(content) is not { } size)
        {
            problems.Add("bad-image", $"{image.Member} is no whole PNG or gzipped NIfTI", shard, sample.Id);
        }
        else if (size != (image.Width, image.Height, image.Depth))
        {
            problems.Add("image-size-mismatch", $"{image.Member} has another size than its record says", shard, sample.Id);
        }
    }
}
