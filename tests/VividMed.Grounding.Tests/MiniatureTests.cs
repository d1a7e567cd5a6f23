using VividMed.Grounding.Alignment;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

/// <summary>What a miniature finds in a patient means nothing, however sure it is.</summary>
public sealed class MiniatureTests
{
    [Theory]
    [InlineData("detector", Grade.C)]
    [InlineData("another", Grade.A)]
    public void Regions_of_a_miniature_are_C_and_say_why_and_those_of_others_keep_their_grade(string miniature, Grade grade)
    {
        var study = new GroundingStudy(
            "study", Modality.Cxr, Cxr("There is a small left pleural effusion."), [Radiograph], [Box("pleural effusion", 65, 60, 95, 90)])
        {
            Miniatures = [miniature],
        };

        var region = Assert.Single(Ground(study).Regions);

        Assert.Equal(grade, region.Grade);
        Assert.Equal(grade == Grade.C, region.Checks.Contains(Checks.MiniatureModel));
    }
}
