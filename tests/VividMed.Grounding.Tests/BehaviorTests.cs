using System.Text.Json;
using VividMed.Reports;
using VividMed.Taxonomy;
using VividMed.TestKit;

namespace VividMed.Grounding.Tests;

/// <summary>Whoever changes what is grounded, or what is asked about it, raises the behavior version with it.</summary>
public sealed class BehaviorTests
{
    [Fact]
    public void What_is_grounded_and_asked_changes_only_together_with_the_behavior_version()
    {
        GroundingResult[] results =
        [
            Scene.GroundCxr(
                "Small left pleural effusion. No pneumothorax. The heart is enlarged. Right lower lobe consolidation. Possible edema.",
                Scene.Box("pleural effusion", 60, 70, 95, 95), Scene.Box("pleural effusion", 5, 72, 30, 94, 0.3), Scene.Box("cardiomegaly", 35, 45, 75, 85),
                Scene.Box("consolidation", 8, 55, 32, 80)),
            Scene.GroundCxr("Bilateral pleural effusions, larger on the right.", Scene.Box("pleural effusion", 60, 70, 95, 95), Scene.Box("pleural effusion", 5, 60, 30, 94)),
            Scene.GroundCxr("Left pneumothorax.", Scene.Box("pneumothorax", 5, 5, 30, 30)),
            Scene.GroundCt(
                "A 16 mm nodule in the left upper lobe. Previous effusion has resolved. Right pleural effusion.",
                Scene.Cubes("lung nodule", Side.None, 0.9, (8, 20, 12, 2)), Scene.Cubes("lung", Side.Left, 0.9, (2, 8, 2, 14)),
                Scene.Cubes("lung", Side.Right, 0.9, (22, 8, 2, 14)), Scene.Cubes("pleural effusion", Side.None, 0.8, (30, 10, 2, 6))),
        ];
        // The reports go in too: where they are read otherwise, it is the tagger's version that is to rise.
        var words = $"{Scene.Vocabulary.Digest}/{ReportTagger.Behavior}";
        RecordedBehavior.Check("tests/VividMed.Grounding.Tests/behavior.txt", Grounder.Behavior, words, JsonSerializer.Serialize(results));
    }
}
