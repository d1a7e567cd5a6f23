using VividMed.Training.VisionLanguage.Metrics;
using VividMed.Training.VisionLanguage.Tables;

namespace VividMed.Training.Tests.VisionLanguage.Tables;

public sealed class MarkdownTablesTests
{
    [Fact]
    public void A_table_has_a_heading_its_rows_and_its_note() => Assert.Equal(
        """
        ## Answers

        | modality | of | answers | right | half |
        | --- | --- | --- | ---: | ---: |
        | CXR | all | model | 0.500 (0.250-0.750), 8 | - |
        | CXR | a \| b | majority | 0.400, 8 | 1.000, 2 |

        Read with care.

        """.ReplaceLineEndings("\n"),
        MarkdownTables.Write(
        [
            new EvaluationTable(
                "answers", "Answers", ["right", "half"],
                [
                    new EvaluationRow("CXR", "model", "all", [new Measured(0.5, 0.25, 0.75, 8), null]),
                    new EvaluationRow("CXR", "majority", "a | b", [new Measured(0.4, null, null, 8), new Measured(1, null, null, 2)]),
                ],
                "Read with care."),
        ]));
}
