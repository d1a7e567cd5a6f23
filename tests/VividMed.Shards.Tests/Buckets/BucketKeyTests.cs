using VividMed.Shards.Buckets;

namespace VividMed.Shards.Tests.Buckets;

public sealed class BucketKeyTests
{
    private static readonly BucketStudy[] Studies = [new("s1", "aa"), new("s2", "bb")];

    /// <summary>Changes only when every bucket of every dataset is to be made anew, and then on purpose.</summary>
    [Fact]
    public void The_key_of_known_studies_is_the_published_one() =>
        Assert.Equal("4213bb2978079476015515a4818d1fd1c8aaeb5e78860eb2018b1fc4052da8ed", BucketKey.Of("recipe", "train", Studies));

    [Fact]
    public void The_order_of_the_studies_leaves_no_trace() =>
        Assert.Equal(
            BucketKey.Of("recipe", "train", Studies),
            BucketKey.Of("recipe", "train", Studies.Reverse()));

    [Fact]
    public void Whatever_changes_samples_changes_the_key() => Assert.Distinct(
    [
        BucketKey.Of("recipe", "train", Studies), BucketKey.Of("other", "train", Studies), BucketKey.Of("recipe", "test", Studies),
        BucketKey.Of("recipe", "train", Studies[..1]), BucketKey.Of("recipe", "train", [Studies[0], Studies[1] with { Input = "bc" }]),
        BucketKey.Of("recipe", "train", [Studies[0], Studies[1] with { Study = "s3" }]), BucketKey.Of("recipe", "train", [new("s1", "aas2bb")]),
    ]);

    [Fact]
    public void A_recipe_is_its_parts_whatever_their_order()
    {
        var recipe = new SampleRecipe(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        Assert.Equal(recipe.Digest, new SampleRecipe(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }).Digest);
        Assert.Equal(recipe.Digest, new SampleRecipe(recipe.ToText().Parts).Digest);
        Assert.NotEqual(recipe.Digest, new SampleRecipe(new Dictionary<string, string> { ["a"] = "1b", ["2"] = "" }).Digest);
        Assert.NotEqual(recipe.Digest, new SampleRecipe(new Dictionary<string, string> { ["a"] = "2", ["b"] = "1" }).Digest);
    }
}
