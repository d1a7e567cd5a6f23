using System.Globalization;
using CsCheck;
using VividMed.Datasets.Csv;

namespace VividMed.Datasets.Tests.Csv;

public sealed class BracketedListTests
{
    [Fact]
    public void Finite_numbers_come_back_however_the_list_is_spelled() =>
        Gen.Select(Gen.Double[-1e6, 1e6].Array[1, 6], Gen.OneOf("[]", "()", "  "), Gen.OneOf(",", ", ", " , ")).Sample((numbers, brackets, comma) =>
        {
            var cells = numbers.Select(static number => number.ToString("R", CultureInfo.InvariantCulture));
            var text = brackets[0] + string.Join(comma, cells) + brackets[1];
            Assert.Equal(numbers, BracketedList.Parse(text, numbers.Length));
            Assert.Null(BracketedList.Parse(text, numbers.Length + 1));
        });

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[0.7]")]
    [InlineData("[0.7, ]")]
    [InlineData("[0.7, x]")]
    [InlineData("[0.7, NaN]")]
    [InlineData("[0.7, Infinity]")]
    [InlineData("[0.7, 1e999]")]
    [InlineData("[0,7, 0,7]")]
    [InlineData("0.7 0.7")]
    public void What_are_not_exactly_so_many_numbers_are_none(string text) => Assert.Null(BracketedList.Parse(text, 2));
}
