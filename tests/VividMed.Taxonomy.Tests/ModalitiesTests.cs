using System.Text.Json;

namespace VividMed.Taxonomy.Tests;

public sealed class ModalitiesTests
{
    [Theory]
    [InlineData(Modality.Cxr, "CXR")]
    [InlineData(Modality.Ct, "CT")]
    public void A_code_is_found_again_and_is_the_word_in_JSON(Modality modality, string code)
    {
        Assert.Equal(code, modality.Code());
        Assert.Equal(modality, Modalities.Find(code));
        Assert.Equal($"\"{code}\"", JsonSerializer.Serialize(modality));
        Assert.Equal(modality, JsonSerializer.Deserialize<Modality>($"\"{code}\""));
    }

    [Fact]
    public void Every_modality_has_a_code_of_its_own() =>
        Assert.All(Enum.GetValues<Modality>(), static modality => Assert.Equal(modality, Modalities.Find(modality.Code())));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("cxr")]
    [InlineData("CT ")]
    [InlineData("MR")]
    public void Any_other_word_is_no_modality(string? code) => Assert.Null(Modalities.Find(code));

    [Theory]
    [InlineData("\"MR\"")]
    [InlineData("null")]
    public void JSON_with_another_word_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Modality>(json));
}
