using CsCheck;
using VividMed.Exports.Planning;

namespace VividMed.Exports.Tests.Planning;

public sealed class ExportKeyTests
{
    [Fact]
    public void A_key_has_no_dot_fits_a_file_s_name_and_differs_where_ids_do() =>
        Gen.Select(Gen.String[1, 300], Gen.String[1, 300]).Sample((one, other) =>
        {
            if (one.Any(char.IsSurrogate) || other.Any(char.IsSurrogate)) return;
            var (a, b) = (ExportKey.Of("mimic-cxr-01234567-v0001-", one), ExportKey.Of("mimic-cxr-01234567-v0001-", other));
            Assert.DoesNotContain('.', a);
            Assert.DoesNotContain('/', a);
            Assert.InRange(a.Length, 1, 200);
            Assert.Equal(one == other, a == b);
        });
}
