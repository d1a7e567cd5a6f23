namespace VividMed.Evaluation.ReaderStudy;

/// <summary>
/// The crossover: each reader reads each case once in each of three periods, each time in another arm. The six orders of the arms make two
/// Latin squares in which every arm follows every other one equally often (Williams, 1949); blocks of six cases hold each order once for
/// each reader, and three readers hold each arm once for each case and period.
/// </summary>
public static class WilliamsDesign
{
    /// <summary>Cases in a block.</summary>
    public const int Block = 6;

    public const int Periods = 3;

    private const int Square = 3;

    private static readonly ReadingArm[][] Orders =
    [
        [ReadingArm.None, ReadingArm.Draft, ReadingArm.Grounded],
        [ReadingArm.Draft, ReadingArm.Grounded, ReadingArm.None],
        [ReadingArm.Grounded, ReadingArm.None, ReadingArm.Draft],
        [ReadingArm.Grounded, ReadingArm.Draft, ReadingArm.None],
        [ReadingArm.None, ReadingArm.Grounded, ReadingArm.Draft],
        [ReadingArm.Draft, ReadingArm.None, ReadingArm.Grounded],
    ];

    /// <summary>
    /// Every reading: reader after reader, period after period, in the order in which they are read. Blocks, cases within them and orders
    /// are drawn by the seed; within a period a reader goes through block after block, so that arms are spread over the sitting.
    /// </summary>
    /// <param name="cases">Their names, a multiple of <see cref="Block"/>.</param>
    public static IReadOnlyList<PlannedReading> Draw(IReadOnlyList<string> cases, int readers, int seed)
    {
        var random = SeededDraws.Of(seed, "design");
        var shuffled = cases.ToArray();
        random.Shuffle(shuffled);
        var blocks = shuffled.Chunk(Block).Select(chunk => (Cases: chunk, Turn: random.Next(Square), Swap: random.Next(2))).ToArray();
        var readings = new List<PlannedReading>();
        for (var reader = 0; reader < readers; reader++)
        {
            for (var period = 0; period < Periods; period++)
            {
                var order = 0;
                random.Shuffle(blocks);
                foreach (var block in blocks)
                {
                    var places = Enumerable.Range(0, Block).ToArray();
                    random.Shuffle(places);
                    foreach (var place in places)
                    {
                        var arm = OrderOf(reader, place, block.Turn, block.Swap)[period];
                        readings.Add(new PlannedReading($"r{reader + 1}", period + 1, ++order, block.Cases[place], arm));
                    }
                }
            }
        }

        return readings;
    }

    private static ReadingArm[] OrderOf(int reader, int place, int turn, int swap)
    {
        var square = ((reader / Square) + (place / Square) + swap) % 2;
        return Orders[(square * Square) + ((reader + place + turn) % Square)];
    }
}

/// <summary>One case for one reader: when, after what, and with what.</summary>
/// <param name="Period">1 to 3; between two lies the wash-out.</param>
/// <param name="Order">From 1, within the period.</param>
public sealed record PlannedReading(string Reader, int Period, int Order, string Case, ReadingArm Arm);
