namespace VividMed.TestKit;

/// <summary>Real files with oracle values that may lie beside the repository; tests that need them skip where they are missing.</summary>
internal static class SharedData
{
    private static readonly string Root = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared"));

    public static string Require(params string[] parts)
    {
        var path = System.IO.Path.Combine([Root, .. parts]);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"needs {string.Join('/', ["shared", .. parts])} beside the repository");
        return path;
    }
}
