namespace VividMed.TestKit;

/// <summary>Where the repository under test lies, found upward from the test's own output folder.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "VividMed.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("VividMed.sln was not found above " + AppContext.BaseDirectory);
    }
}
