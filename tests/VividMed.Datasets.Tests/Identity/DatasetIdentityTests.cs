using System.Text;
using VividMed.Datasets.Identity;
using VividMed.Datasets.Selection;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Identity;

/// <summary>One store holds one dataset, of one selection unless it is told otherwise.</summary>
public sealed class DatasetIdentityTests : IDisposable
{
    private const string Name = "dataset.json";
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public DatasetIdentityTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_run_makes_it_and_later_ones_find_it_as_it_is()
    {
        var made = await OpenAsync(new StudySelection { Limit = 10, Views = ["pa", "LL"], Splits = ["val"] });
        Assert.Equal((2, "id-1", "cxr-csv", "LL,PA", "validate"), (made.Schema, made.Id, made.Dataset, made.Selection.Views, made.Selection.Splits));
        Assert.Equal(made, await OpenAsync(new StudySelection { Limit = 10, Views = ["LL", "PA", "LL"], Splits = ["validate"] }, id: "id-2"));
    }

    [Fact]
    public async Task Of_many_that_begin_at_once_one_makes_it_and_all_have_the_same()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => OpenAsync(id: $"id-{i}"))));
        Assert.Single(opened.Distinct());
    }

    [Fact]
    public async Task Another_dataset_is_refused_even_with_reselect()
    {
        await OpenAsync();
        var refused = await Assert.ThrowsAsync<DatasetException>(() => OpenAsync(dataset: "ct-csv", reselect: true));
        Assert.Equal("other-dataset", refused.Code);
        Assert.Contains("holds the dataset cxr-csv, not ct-csv", refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<StudySelection, string> Others => new()
    {
        { new StudySelection { Ids = Set("a", "b", "c") }, "--ids was 2 studies and is 3 studies" },
        { new StudySelection { Ids = Set("a", "c") }, "--ids names 2 other studies" },
        { new StudySelection(), "--ids was 2 studies and is none" },
        { new StudySelection { Ids = Set("a", "b"), Splits = ["test"] }, "--split was none and is test" },
        { new StudySelection { Ids = Set("a", "b"), Views = ["any"] }, "--view was none and is ANY" },
        { new StudySelection { Ids = Set("a", "b"), Limit = 5 }, "--limit was none and is 5" },
        { new StudySelection { Ids = Set("a", "b"), AllReconstructions = true }, "now all do" },
    };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public async Task Another_selection_is_refused_with_what_differs_until_it_is_reselected(StudySelection other, string difference)
    {
        var first = new StudySelection { Ids = Set("b", "a") };
        await OpenAsync(first);
        Assert.Equal("id-1", (await OpenAsync(new StudySelection { Ids = Set("a", "b") })).Id);
        var refused = await Assert.ThrowsAsync<DatasetException>(() => OpenAsync(other));
        Assert.Equal("other-selection", refused.Code);
        Assert.Contains(difference, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--reselect", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);

        var changed = await OpenAsync(other, reselect: true, id: "id-2");
        Assert.Equal("id-1", changed.Id);
        Assert.Equal(changed, await OpenAsync(other));
        await Assert.ThrowsAsync<DatasetException>(() => OpenAsync(first));
    }

    [Theory]
    [InlineData("{", "bad-identity")]
    [InlineData("null", "bad-identity")]
    [InlineData("{}", "bad-identity")]
    [InlineData("""{"schema":3,"id":"x","dataset":"cxr-csv","selection":{"ids":null,"idsSha256":null,"splits":"","views":"","limit":null,"allReconstructions":false}}""", "newer-layout")]
    public async Task A_file_that_cannot_be_read_is_named_and_never_replaced(string json, string code)
    {
        await _store.TryCreateAsync(Name, Encoding.UTF8.GetBytes(json), TestContext.Current.CancellationToken);
        Assert.Equal(code, (await Assert.ThrowsAsync<DatasetException>(() => OpenAsync(new StudySelection { Limit = 1 }, reselect: true))).Code);
        Assert.Equal(json, Encoding.UTF8.GetString((await _store.ReadAllAsync(Name, cancellationToken: TestContext.Current.CancellationToken))!));
    }

    private static HashSet<string> Set(params string[] ids) => [.. ids];

    private Task<DatasetIdentity> OpenAsync(StudySelection? selection = null, string dataset = "cxr-csv", bool reselect = false, string id = "id-1") =>
        DatasetIdentity.OpenAsync(_store, dataset, selection ?? new StudySelection(), reselect, () => id, TestContext.Current.CancellationToken);
}
