using System.Text.Json;

namespace VividMed.Taxonomy.Tests;

public sealed class ModalitiesTests
{
    [Theory]
    [InlineData(Modality.Cxr, "CXR")]
    [InlineData(Modality.Ct, "CT")]
    [InlineData(Modality.Mr, "MR")]
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

    [Fact]
    public void All_but_radiographs_are_volumes() =>
        Assert.Equal(["CT", "MR"], Enum.GetValues<Modality>().Where(static modality => modality.IsVolume()).Select(static modality => modality.Code()));

    [Fact]
    public void The_codes_are_those_of_all_modalities() => Assert.Equal(["CXR", "CT", "MR"], Modalities.Codes);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("cxr")]
    [InlineData("CT ")]
    [InlineData("US")]
    public void Any_other_word_is_no_modality(string? code) => Assert.Null(Modalities.Find(code));

    [Theory]
    [InlineData("\"US\"")]
    [InlineData("null")]
    public void JSON_with_another_word_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Modality>(json));
}
