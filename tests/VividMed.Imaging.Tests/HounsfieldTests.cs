using CsCheck;

namespace VividMed.Imaging.Tests;

public sealed class HounsfieldTests
{
    [Fact]
    public void What_no_scanner_measures_becomes_air_and_all_else_stays()
    {
        Gen.Float[-40_000, 40_000].Array[0, 70].Sample(static values =>
        {
            var replaced = values.ToArray();
            Hounsfield.ReplaceUnmeasured(replaced);
            Assert.Equal(values.Select(static value => value is < Hounsfield.Air or > Hounsfield.Densest ? Hounsfield.Air : value), replaced);
        });
    }
}
