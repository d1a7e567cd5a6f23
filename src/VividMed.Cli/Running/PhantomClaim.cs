using VividMed.Phantoms.Writing;

namespace VividMed.Cli.Running;

/// <summary>
/// Phantoms lie in folders that are called as the real datasets are, and their tables too: where somebody keeps real ones they would be
/// overwritten. A folder is taken if it holds none, or those of phantoms; a mark says so until their truth does, which is written last.
/// </summary>
internal sealed class PhantomClaim
{
    private const string Mark = ".vividmed-phantoms";

    /// <summary>What phantoms are written into.</summary>
    private static readonly string[] Datasets = ["mimic-cxr", "ct-rate", "ct-csv", "mr-csv"];

    private readonly string _mark;

    private PhantomClaim(string mark) => _mark = mark;

    /// <exception cref="CliException">The folder holds a dataset that nobody says is of phantoms.</exception>
    public static PhantomClaim Of(string root)
    {
        var mark = Path.Combine(root, Mark);
        if (!File.Exists(mark) && !File.Exists(Path.Combine(root, PhantomTruth.FileName))
            && Datasets.Select(name => Path.Combine(root, name)).FirstOrDefault(Directory.Exists) is { } there)
        {
            throw new CliException($"{there} is there already, and no {PhantomTruth.FileName} in {root} says that it holds phantoms: nothing was written; give --out another folder")
            {
                Code = "not-phantoms",
            };
        }

        Directory.CreateDirectory(root);
        File.WriteAllBytes(mark, []);
        return new PhantomClaim(mark);
    }

    /// <summary>The truth says it from here on.</summary>
    public void Finish() => File.Delete(_mark);
}
