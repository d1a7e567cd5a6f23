using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.Experiments.Changes;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Tests.Experiments;

public sealed class TrainingChangeTests
{
    private static SeededRandom Seed => new(7);

    [Fact]
    public void Shuffled_regions_keep_number_and_name_and_come_from_another_patient()
    {
        var before = new List<TrainingStudy>();
        for (var i = 0; i < 12; i++) before.Add(Studies.Of($"p{i}", ("nodule", Side.Left, (i + 0.5f) / 24), ("nodule", Side.Right, (i + 12.5f) / 24)));

        var after = new ShuffledRegions().Apply(before, Seed);

        Assert.All(before.Zip(after), static pair => Assert.Equal(pair.First.Regions.Keys, pair.Second.Regions.Keys));
        Assert.All(before.Zip(after), static pair => Assert.All(pair.First.Regions, region => Assert.NotEqual(region.Value.Box[0], pair.Second.Regions[region.Key].Box[0])));
        Assert.All(after, static study => Assert.True(study.Regions[0].Box[0] < 0.5f && study.Regions[1].Box[0] > 0.5f, "a left one comes from a left one"));
        Assert.Equal(Places(before), Places(after));
    }

    [Fact]
    public void Several_regions_of_a_patient_all_go_to_others()
    {
        TrainingStudy[] before = [Studies.Of("a", ("nodule", Side.None, 0.1f), ("nodule", Side.None, 0.2f)), Studies.Of("b", ("nodule", Side.None, 0.6f)), Studies.Of("c", ("nodule", Side.None, 0.8f))];

        var after = new ShuffledRegions().Apply(before, Seed);

        Assert.All(after[0].Regions.Values, static region => Assert.True(region.Box[0] > 0.5f));
        Assert.Equal(Places(before), Places(after));
    }

    [Fact]
    public void A_finding_of_one_patient_alone_has_nobody_to_change_with()
    {
        TrainingStudy[] before = [Studies.Of("a", ("nodule", Side.None, 0.1f)), Studies.Of("b", ("effusion", Side.None, 0.6f))];
        Assert.Equal([0.1f, 0.6f], Places(new ShuffledRegions().Apply(before, Seed)));
    }

    [Fact]
    public void Jitter_moves_boxes_by_the_share_of_their_size_that_is_asked_for_and_masks_with_them()
    {
        var before = Studies.Many(4_000).Select(static study => study with { Regions = new Dictionary<int, RegionTarget> { [0] = Studies.Region(0.5f) } }).ToList();
        var boxes = new BoxJitter(0.2).Apply(before, Seed).Select(static study => study.Regions[0]).ToList();

        Assert.Equal(0.05, Deviation(boxes.Select(static region => (double)region.Box[0])), 0.003); // a fifth of a quarter
        Assert.Equal(0.05, Deviation(boxes.Select(static region => (double)region.Box[3])), 0.003);
        Assert.All(boxes, static region => Assert.Equal([4 + (int)Math.Round((region.Box[0] - 0.5) * 8)], Studies.Columns(region)));
    }

    [Fact]
    public void Wrong_sides_mirror_the_share_that_is_asked_for_and_only_what_has_a_side()
    {
        var sided = new WrongSides(0.3).Apply([.. Enumerable.Range(0, 2_000).Select(static at => Studies.Of($"{at}", ("nodule", Side.Left, 0.8f)))], Seed);
        var mirrored = sided.Select(static study => study.Regions[0]).Where(static region => region.Box[0] < 0.5f).ToList();

        Assert.Equal(0.3, mirrored.Count / 2_000.0, 0.03);
        Assert.All(mirrored, static region => Assert.Equal([1], Studies.Columns(region)));
        Assert.Equal(Places(Studies.Many(50, Side.None)), Places(new WrongSides(1).Apply(Studies.Many(50, Side.None), Seed)));
    }

    [Fact]
    public void Dropped_regions_leave_their_phrases_without_a_place()
    {
        var after = new DroppedRegions(0.3).Apply(Studies.Many(2_000), Seed);
        Assert.Equal(0.3, after.Count(static study => study.Regions.Count == 0) / 2_000.0, 0.03);
        Assert.All(after, static study => Assert.Single(study.Sample.Phrases));
    }

    [Fact]
    public void Invented_regions_stand_beside_the_true_ones_in_the_phrases()
    {
        var before = Studies.Many(2_000);
        var after = new InventedRegions(0.3).Apply(before, Seed);
        var invented = after.Where(static study => study.Regions.Count == 2).ToList();

        Assert.Equal(0.3, invented.Count / 2_000.0, 0.03);
        Assert.All(invented, static study => Assert.Equal([0, 1], study.Sample.Phrases[0].Regions));
        Assert.All(invented, static study => Assert.InRange(study.Regions[1].Box[0], 0.125f, 0.875f));
        Assert.Equal(Places(before), [.. after.Select(static study => study.Regions[0].Box[0]).Order()]);
    }

    [Fact]
    public void A_quarter_of_the_patients_is_part_of_their_half()
    {
        var all = Studies.Many(40);
        var half = new FewerPatients(0.5).Apply(all, Seed);
        var quarter = new FewerPatients(0.25).Apply(all, Seed);
        Assert.Equal((20, 10), (half.Count, quarter.Count));
        Assert.Subset(half.ToHashSet(), quarter.ToHashSet());
    }

    [Fact]
    public void Grades_filter_and_weigh()
    {
        TrainingStudy[] studies = [Studies.Of("a", Grade.A, ("nodule", Side.None, 0.1f)), Studies.Of("b", Grade.B, ("nodule", Side.None, 0.2f)), Studies.Of("c", Grade.C, ("nodule", Side.None, 0.3f))];

        Assert.Equal([1, 0, 0], new GradeFilter(Grade.A).Apply(studies, Seed).Select(static study => study.Regions.Count));
        Assert.Equal([1, 1, 0], new GradeFilter(Grade.B).Apply(studies, Seed).Select(static study => study.Regions.Count));
        var random = Seed;
        foreach (var (study, weight) in studies.Zip((double[])[1, 0.5, 0.25]))
        {
            Assert.Equal(weight, Enumerable.Range(0, 2_000).Average(_ => GradeWeights.Draw(study, random).Regions.Count), 0.04);
        }
    }

    [Fact]
    public void Rare_findings_are_left_in_so_many_studies_and_others_stay()
    {
        TrainingStudy[] studies =
        [
            .. Enumerable.Range(0, 30).Select(static at => Studies.Of($"n{at}", ("nodule", Side.None, 0.1f))),
            .. Enumerable.Range(0, 30).Select(static at => Studies.Of($"e{at}", ("effusion", Side.None, 0.1f))),
            .. Enumerable.Range(0, 30).Select(static at => Studies.Of($"h{at}", ("hernia", Side.None, 0.1f))),
        ];
        var left = new RareFindings(new Dictionary<string, int> { ["nodule"] = 3, ["effusion"] = 0 }).Apply(studies, Seed);
        Assert.Equal((3, 0, 30), (Count("nodule"), Count("effusion"), Count("hernia")));

        int Count(string target) => left.Count(study => study.Sample.Phrases[0].Target == target);
    }

    [Fact]
    public void A_change_is_the_same_for_the_same_seed_alone()
    {
        var studies = Studies.Many(50);
        Assert.Equal(Places(new BoxJitter(0.1).Apply(studies, new SeededRandom(1))), Places(new BoxJitter(0.1).Apply(studies, new SeededRandom(1))));
        Assert.NotEqual(Places(new BoxJitter(0.1).Apply(studies, new SeededRandom(1))), Places(new BoxJitter(0.1).Apply(studies, new SeededRandom(2))));
    }

    private static List<float> Places(IEnumerable<TrainingStudy> studies) => [.. studies.SelectMany(static study => study.Regions.Values).Select(static region => region.Box[0]).Order()];

    private static double Deviation(IEnumerable<double> values)
    {
        var all = values.ToList();
        var mean = all.Average();
        return Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));
    }
}
