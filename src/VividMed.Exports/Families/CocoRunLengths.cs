using System.Text;

namespace VividMed.Exports.Families;

/// <summary>
/// Run lengths as COCO's short text: from the third on each as its difference to the one two before it, in groups of five bits from the
/// lowest on, a sixth bit telling that more follow, each group one character from '0' on. The sign is that of the last group's fifth bit.
/// </summary>
internal static class CocoRunLengths
{
    private const int GroupBits = 5;

    public static string Write(IReadOnlyList<int> counts)
    {
        var text = new StringBuilder();
        for (var i = 0; i < counts.Count; i++)
        {
            var left = (long)counts[i] - (i > 2 ? counts[i - 2] : 0);
            bool more;
            do
            {
                var group = (int)(left & 0x1F);
                left >>= GroupBits;
                more = (group & 0x10) != 0 ? left != -1 : left != 0;
                text.Append((char)('0' + (more ? group | 0x20 : group)));
            }
            while (more);
        }

        return text.ToString();
    }
}
