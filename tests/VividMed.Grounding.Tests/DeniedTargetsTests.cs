using VividMed.Grounding.Targets;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class DeniedTargetsTests
{
    [Theory]
    [InlineData("No pneumothorax. There is a left pleural effusion.", "pneumothorax")]
    [InlineData("No mass.", "lung nodule")]
    [InlineData("Possible pneumothorax.", null)]
    [InlineData("No pericardial effusion.", null)]
    public void What_is_denied_of_now_and_has_a_class_is_held_against_the_detector(string text, string? target)
    {
        Assert.Equal(target is null ? [] : [target], DeniedTargets.OnRadiograph(Cxr(text), Vocabulary));
    }
}
