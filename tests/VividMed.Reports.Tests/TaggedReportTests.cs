namespace VividMed.Reports.Tests;

public sealed class TaggedReportTests
{
    [Fact]
    public void What_it_states_and_denies_is_of_now_and_of_abnormalities_alone()
    {
        var report = Reading.Cxr("Small left pleural effusion. No pneumothorax. The heart is normal. History of pneumonia. Possible fracture.");

        Assert.Equal(["pleural effusion"], report.StatedNow());
        Assert.Equal(["cardiomegaly", "pneumothorax"], report.DeniedNow().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_report_that_contradicts_itself_states_and_denies_the_same()
    {
        var report = Reading.Cxr("There is a right pneumothorax. No pneumothorax is seen.");

        Assert.Equal(report.StatedNow(), report.DeniedNow());
    }
}
