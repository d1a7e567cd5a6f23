using VividMed.Reports.Documents;

namespace VividMed.Reports.Tests;

public sealed class LayoutTests
{
    private const string Wrapped = """
                                         FINAL REPORT
         EXAMINATION:  CHEST (PA AND LAT)
         
         INDICATION:  ___ year old woman with cough  // evaluate for pneumonia
         
         COMPARISON:  ___.
         
         FINDINGS: 
         
         There is a small left
         pleural effusion.  No pneumothorax.
         
         IMPRESSION: 
         
         1. Small left pleural effusion.  2. No pneumonia.
        """;

    private const string WithAddendum = """
         ADDENDUM:  The result was told by telephone.
         
         ______________________________________________________________________________
                                         FINAL REPORT
         INDICATION:  ___ year old man, question pneumothorax.
         
         TECHNIQUE:  Single portable view.
         
         The heart is enlarged.  There is no pleural effusion.
        """;

    [Fact]
    public void Sections_are_found_under_their_normalized_names()
    {
        var report = TestTaxonomy.Tagger.Tag(Wrapped, ReportStyle.MimicCxr);

        Assert.Equal(["examination", "indication", "comparison", "findings", "impression"], report.Sections.Select(static section => section.Name));
    }

    [Fact]
    public void Wrapped_lines_are_joined_by_a_space_and_paragraphs_stay_apart()
    {
        var report = TestTaxonomy.Tagger.Tag(Wrapped, ReportStyle.MimicCxr);

        Assert.Contains("small left pleural effusion. No pneumothorax.", report.Text, StringComparison.Ordinal);
        Assert.Contains("\n\nIMPRESSION:", report.Text, StringComparison.Ordinal);
        Assert.Equal("small left pleural effusion", report.Finding("pleural effusion").Text);
    }

    [Fact]
    public void An_addendum_is_a_section_of_its_own_and_states_no_findings()
    {
        var report = TestTaxonomy.Tagger.Tag(WithAddendum, ReportStyle.MimicCxr);

        Assert.Equal(["addendum", "indication", "technique", "findings"], report.Sections.Select(static section => section.Name));
        Assert.StartsWith("The heart is enlarged", Content(report, "findings"), StringComparison.Ordinal);
    }

    [Fact]
    public void Indication_technique_comparison_and_history_produce_no_findings()
    {
        var report = TestTaxonomy.Tagger.Tag(WithAddendum, ReportStyle.MimicCxr);

        Assert.DoesNotContain("pneumothorax", report.Targets());
        Assert.Contains("cardiomegaly", report.Targets());
    }

    [Fact]
    public void A_report_without_headings_is_all_body()
    {
        var report = TestTaxonomy.Tagger.Tag("Lungs are clear.\n \n No pneumothorax.", ReportStyle.MimicCxr);

        Assert.Equal(["findings"], report.Sections.Select(static section => section.Name));
        Assert.Contains("pneumothorax", report.Targets());
    }

    [Fact]
    public void Headings_within_one_line_still_part_sections()
    {
        var report = TestTaxonomy.Tagger.Tag("INDICATION: Rule out pneumonia. FINDINGS: Clear lungs. IMPRESSION: Normal.", ReportStyle.MimicCxr);

        Assert.Equal(["indication", "findings", "impression"], report.Sections.Select(static section => section.Name));
    }

    [Fact]
    public void An_organs_own_heading_within_the_findings_belongs_to_them()
    {
        var report = TestTaxonomy.Tagger.Tag(" FINDINGS:\n LUNGS: Left lower lobe consolidation.\n HEART: Normal size.\n \n IMPRESSION: Pneumonia.", ReportStyle.MimicCxr);

        Assert.Equal(["findings", "impression"], report.Sections.Select(static section => section.Name));
        Assert.Contains("pulmonary consolidation", report.Targets());
    }

    [Fact]
    public void The_parts_of_a_ct_report_are_its_sections()
    {
        var report = TestTaxonomy.Tagger.Tag("ClinicalInformation: Cough\nTechnique: 1.5 mm sections\nFindings: Nodule in the right lung.\nImpression: Pulmonary nodule.", ReportStyle.CtRate);

        Assert.Equal(["clinical information", "technique", "findings", "impression"], report.Sections.Select(static section => section.Name));
        Assert.Equal("Nodule in the right lung.", Content(report, "findings"));
    }

    [Theory]
    [InlineData("IMPERSSION", "impression")]
    [InlineData("IMPRSSION", "impression")]
    [InlineData("FINDNGS", "findings")]
    [InlineData("FIDNINGS", "findings")]
    [InlineData("COMPARSION", "comparison")]
    [InlineData("COMPARISONS", "comparison")]
    [InlineData("INDICATOIN", "indication")]
    [InlineData("CONCULSION", "impression")]
    [InlineData("REASON FOR EXAMINATION", "indication")]
    [InlineData("PROVISIONAL FINDINGS IMPRESSION (PFI)", "impression")]
    [InlineData("WET READ", "wet read")]
    public void A_heading_is_known_in_any_near_spelling(string heading, string name)
    {
        var report = TestTaxonomy.Tagger.Tag($" FINAL REPORT\n {heading}:  Something was dictated.\n", ReportStyle.MimicCxr);

        Assert.Equal([name], report.Sections.Select(static section => section.Name));
    }

    [Theory]
    [InlineData("Findings: Left effusion. Impression: Left pneumonia.")]
    [InlineData("FINDINGS: Left effusion. IMPRESSION: Left pneumonia.")]
    [InlineData("FINDINGS:\n Left effusion.\n\n IMPRESSION:\n Left pneumonia.")]
    public void Findings_and_impression_are_parted_however_they_stand(string text)
    {
        var report = TestTaxonomy.Tagger.Tag(text, ReportStyles.Detect(text));

        Assert.Equal(["findings", "impression"], report.Sections.Select(static section => section.Name));
        Assert.Equal("Left pneumonia.", Content(report, "impression"));
    }

    [Fact]
    public void The_conclusion_may_stand_in_the_last_paragraph_without_a_heading()
    {
        var report = TestTaxonomy.Tagger.Tag(" EXAMINATION:  CHEST\n \n INDICATION:  Cough, pneumonia?\n \n Small left effusion has\n increased.", ReportStyle.MimicCxr);

        Assert.Equal("findings", report.Sections[^1].Name);
        Assert.Equal("Small left effusion has increased.", Content(report, "findings"));
        Assert.DoesNotContain("pneumonia", report.Targets());
    }

    [Theory]
    [InlineData("Comparison: CT of the last year. A nodule is observed in the right lung.")]
    [InlineData("A nodule is observed in the right lung. CONCLUSION:")]
    [InlineData("A nodule is observed in the right lung. IMPRESSION: Nodule.")]
    public void Running_text_beside_a_heading_is_findings(string text)
    {
        Assert.Equal("A nodule is observed in the right lung.", Content(TestTaxonomy.Tagger.Tag(text, ReportStyle.CtRate), "findings"));
    }

    [Fact]
    public void Offsets_of_the_document_point_into_the_text_as_it_was_given()
    {
        var document = ReportTagDocument.From(TestTaxonomy.Tagger.Tag(Wrapped, ReportStyle.MimicCxr), Wrapped, TestTaxonomy.Shipped);

        Assert.All(document.Findings, static finding => Assert.Equal(Wrapped[finding.Start..finding.End], finding.Text));
        Assert.Contains(document.Findings, static finding => finding.Target == "pleural effusion" && finding.Text.Contains('\n', StringComparison.Ordinal));
        Assert.StartsWith("There is a small left", Wrapped[document.Sections.Single(static section => section.Name == "findings").Start..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A nodule of 3.5 mm is seen. Liver is normal.", 2)]
    [InlineData("1. Effusion. 2. No edema.", 2)]
    [InlineData("Discussed with Dr. Smith today.", 1)]
    [InlineData("Atelectasis vs. pneumonia in the base.", 1)]
    [InlineData("When examined in the lung parenchyma window; no mass was seen.", 1)]
    [InlineData("Opacity in the apex.There is no effusion.", 2)]
    [InlineData("Edema (mediastinitis?). Normal liver.", 2)]
    public void Sentences_end_where_they_should(string text, int count)
    {
        Assert.Equal(count, Reading.Ct(text).Sentences.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n \t ")]
    public void An_empty_report_is_refused(string text)
    {
        Assert.Equal("empty-report", Assert.Throws<ReportException>(() => TestTaxonomy.Tagger.Tag(text, ReportStyle.MimicCxr)).Code);
    }

    [Fact]
    public void A_report_beyond_the_limit_is_refused()
    {
        var text = new string('a', ReportTagger.MaximumCharacters + 1);

        Assert.Equal("report-too-long", Assert.Throws<ReportException>(() => TestTaxonomy.Tagger.Tag(text, ReportStyle.CtRate)).Code);
    }

    private static string Content(TaggedReport report, string name)
    {
        var section = report.Sections.Single(section => section.Name == name);
        return report.Text[section.Start..section.End];
    }
}
