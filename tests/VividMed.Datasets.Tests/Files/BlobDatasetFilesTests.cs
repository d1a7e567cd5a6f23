using Azure.Storage.Blobs;
using CsCheck;
using VividMed.Datasets.Files;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Files;

/// <summary>The same files in a container and in a folder answer every question alike.</summary>
public sealed class BlobDatasetFilesTests(AzuriteProcess azurite) : IClassFixture<AzuriteProcess>
{
    private static readonly string[] Paths =
    [
        "a/b/c.txt", "a/bb.txt", "a/d.txt", "e.txt", "empty.txt", "größe/ü 1.txt", ".hidden/f.txt", "a/.g.txt",
    ];
    private static readonly string[] Prefixes = ["", "a", "a/", "a/b", "a/b/", "a/d.txt", "e", "gr", "none/"];
    private static int s_containers;

    [Fact]
    public async Task Every_prefix_lists_the_same_paths_and_lengths()
    {
        using var folder = Folder();
        var (local, blobs) = (new LocalDatasetFiles(folder.Root), await UploadAsync(folder));
        foreach (var prefix in Prefixes) Assert.Equal(Plain(await ListAsync(local, prefix)), Plain(await ListAsync(blobs, prefix)));
        Assert.Equal(6, (await ListAsync(blobs, "")).Count);

        static IEnumerable<(string Path, long Length)> Plain(List<DatasetFile> files) => files.Select(static file => (file.Path, file.Length));
    }

    [Fact]
    public async Task A_file_has_one_stamp_listed_or_asked_for_and_another_one_after_an_edit()
    {
        using var folder = Folder();
        var container = await ContainerAsync(folder);
        var blobs = DatasetSource.OpenFiles(container.Address + "/the%20data");
        foreach (var (files, edit) in (IReadOnlyList<(IDatasetFiles, Func<Task>)>)
            [(new LocalDatasetFiles(folder.Root), EditFileAsync), (blobs, EditBlobAsync)])
        {
            var before = Assert.Single(await ListAsync(files, "e.txt"));
            Assert.NotEmpty(before.Stamp);
            Assert.Equal(before, files.Find("e.txt"));
            await edit();
            var after = Assert.Single(await ListAsync(files, "e.txt"));
            Assert.Equal((before.Length, after), (after.Length, files.Find("e.txt")));
            Assert.NotEqual(before.Stamp, after.Stamp);
        }

        // The same length, a second later by the file's own time.
        Task EditFileAsync()
        {
            var path = Path.Combine(folder.Root, "e.txt");
            File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
            return Task.CompletedTask;
        }

        Task EditBlobAsync() => container.Container.GetBlobClient("the data/e.txt").UploadAsync(BinaryData.FromString("CONTENT of e.txt"), overwrite: true);
    }

    [Fact]
    public async Task Every_range_reads_the_same_bytes_with_and_without_waiting()
    {
        using var folder = Folder();
        var (local, blobs) = (new LocalDatasetFiles(folder.Root), await UploadAsync(folder));
        var paths = Gen.OneOf("a/b/c.txt", "e.txt", "empty.txt", "größe/ü 1.txt", "none.txt");
        await Gen.Select(paths, Gen.Long[0, 40], Gen.Long[0, 40].Nullable()).SampleAsync(
            async (path, offset, length) =>
            {
                var expected = await BytesAsync(local.OpenRead(path, offset, length));
                Assert.Equal(expected, await BytesAsync(blobs.OpenRead(path, offset, length)));
                Assert.Equal(
                    expected, await BytesAsync(await blobs.OpenReadAsync(path, offset, length, TestContext.Current.CancellationToken)));
                Assert.Equal(local.LengthOf(path), blobs.LengthOf(path));
            },
            iter: 60);
    }

    [Fact]
    public async Task An_empty_range_is_of_a_file_that_is_there_and_of_no_other()
    {
        using var folder = Folder();
        foreach (var files in (IDatasetFiles[])[new LocalDatasetFiles(folder.Root), await UploadAsync(folder)])
        {
            Assert.Empty((await BytesAsync(files.OpenRead("e.txt", 3, 0)))!);
            Assert.Null(files.OpenRead("none.txt", 3, 0));
            Assert.Empty((await BytesAsync(await files.OpenReadAsync("e.txt", 3, 0, TestContext.Current.CancellationToken)))!);
            Assert.Null(await files.OpenReadAsync("none.txt", 3, 0, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_path_that_leads_out_is_refused_before_anybody_is_asked()
    {
        using var folder = Folder();
        var blobs = await UploadAsync(folder);
        Assert.Equal("path-outside-root", Assert.Throws<DatasetException>(() => blobs.OpenRead("../e.txt")).Code);
        Assert.Equal("path-outside-root", Assert.Throws<DatasetException>(() => blobs.LengthOf("/e.txt")).Code);
    }

    [Fact]
    public async Task A_dataset_is_the_same_studies_and_reports_wherever_it_lies()
    {
        const string Study = "files/p10/p10000001/s50000001";
        using var folder = new DatasetFolder()
            .Write(
                "mimic-cxr-2.0.0-metadata.csv.gz",
                "dicom_id,subject_id,study_id,ViewPosition\na,10000001,50000001,PA\nb,10000001,50000001,LL\nc,10000001,50000002,AP\n")
            .Write("mimic-cxr-2.0.0-split.csv.gz", "dicom_id,study_id,subject_id,split\na,50000001,10000001,train\n")
            .Write(Study + "/a.dcm").Write(Study + "/b.dcm").WriteZip("mimic-cxr-reports.zip", (Study + ".txt", "FINDINGS: Clear."));
        var (local, blobs) = (DatasetFactory.Open("mimic-cxr", folder.Root), DatasetFactory.Open("mimic-cxr", await UploadAsync(folder)));
        var studies = await DatasetFolder.ListAsync(blobs);
        Assert.Equivalent(Unstamped(await DatasetFolder.ListAsync(local)), Unstamped(studies), strict: true);
        Assert.Equal("a", Assert.Single(studies[0].Images).Id);
        Assert.All(studies[0].Images, static image => Assert.NotEmpty(image.Stamp));
        Assert.Equal([null, "missing-file"], studies.Select(static study => study.Exclusion));
        Assert.Equal("FINDINGS: Clear.", await blobs.ReadReportAsync(studies[0], TestContext.Current.CancellationToken));
    }

    private static IEnumerable<Study> Unstamped(IEnumerable<Study> studies) =>
        studies.Select(static study => study with { Images = [.. study.Images.Select(static image => image with { Stamp = "" })] });

    [Fact]
    public void The_name_of_the_place_tells_no_signature()
    {
        var files = DatasetSource.OpenFiles(Address() + "/deep?sv=2021-08-06&sig=c2VjcmV0");
        Assert.EndsWith("/deep", files.DisplayName, StringComparison.Ordinal);
        Assert.DoesNotContain("sig", files.DisplayName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_is_not_there_is_no_dataset_without_files()
    {
        var files = DatasetSource.OpenFiles(Address() + "/deep");
        foreach (var ask in (Func<Task>[])
            [
                async () => await ListAsync(files, ""),
                () => Task.FromResult(files.Find("e.txt")),
                () => Task.FromResult(files.OpenRead("e.txt")),
                () => files.OpenReadAsync("e.txt", cancellationToken: TestContext.Current.CancellationToken),
            ])
        {
            var missing = await Assert.ThrowsAsync<StorageException>(ask);
            Assert.Equal(("missing-container", false), (missing.Code, missing.LiesInInput));
            Assert.Contains("--root", missing.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', missing.Message);
        }
    }

    private static DatasetFolder Folder()
    {
        var folder = new DatasetFolder();
        foreach (var path in Paths) folder.Write(path, path == "empty.txt" ? "" : $"content of {path}");
        return folder;
    }

    /// <summary>The folder's files below a prefix of a container of their own.</summary>
    private async Task<IDatasetFiles> UploadAsync(DatasetFolder folder) =>
        DatasetSource.OpenFiles((await ContainerAsync(folder)).Address + "/the%20data");

    private async Task<(string Address, BlobContainerClient Container)> ContainerAsync(DatasetFolder folder)
    {
        var address = Address();
        var container = BlobStoreFactory.FindContainer(address)!.Container;
        await container.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        await container.UploadBlobAsync("beside.txt", BinaryData.FromString("not of the dataset"), TestContext.Current.CancellationToken);
        foreach (var file in Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories))
        {
            await using var content = File.OpenRead(file);
            await container.UploadBlobAsync(
                "the data/" + Path.GetRelativePath(folder.Root, file), content, TestContext.Current.CancellationToken);
        }

        return (address, container);
    }

    private static async Task<List<DatasetFile>> ListAsync(IDatasetFiles files, string prefix)
    {
        var found = await files.ListAsync(prefix, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(static file => file.Path, StringComparer.Ordinal)];
    }

    private static async Task<byte[]?> BytesAsync(Stream? stream)
    {
        if (stream is null) return null;
        await using (stream)
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            return bytes.ToArray();
        }
    }

    private string Address()
    {
        Assert.SkipWhen(azurite.Missing is not null, azurite.Missing ?? "");
        return $"http://127.0.0.1:{azurite.Port}/devstoreaccount1/files-{Interlocked.Increment(ref s_containers)}";
    }
}
