using System.Security.Cryptography;

namespace VividMed.TestKit;

/// <summary>
/// The output of a stage on fixed inputs, recorded beside its behavior version: it may change only together with that version, which every
/// recipe names. <c>VIVIDMED_WRITE_BEHAVIOR=1</c> records anew, and refuses a changed output under the old version.
/// </summary>
internal static class RecordedBehavior
{
    /// <param name="words">Digest of the vocabulary: another one may give another output of the same behavior.</param>
    public static void Check(string file, string version, string words, string output)
    {
        var now = $"{version} {words} {Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(output)))}";
        var path = Repository.Path(file);
        var recorded = File.Exists(path) ? File.ReadAllText(path).Trim() : "none none none";
        if (recorded == now) return;
        var (before, beforeWords) = (recorded.Split(' ')[0], recorded.Split(' ')[1]);
        Assert.False(
            before == version && beforeWords == words,
            $"the output changed and the behavior version ({version}) did not: raise it, so that old and new samples never share a version, then record with VIVIDMED_WRITE_BEHAVIOR=1");
        if (Environment.GetEnvironmentVariable("VIVIDMED_WRITE_BEHAVIOR") == "1") File.WriteAllText(path, now + "\n");
        else Assert.Fail($"{file} is of another version or vocabulary: record with VIVIDMED_WRITE_BEHAVIOR=1");
    }
}
