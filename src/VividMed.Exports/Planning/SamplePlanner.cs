using VividMed.Exports.Coordinates;
using VividMed.Grounding;
using VividMed.Imaging.Geometry;

namespace VividMed.Exports.Planning;

/// <summary>Decides what becomes of a sample, from its record alone.</summary>
internal sealed class SamplePlanner(string keyPrefix, ExportFilter filter, PictureRules rules)
{
    /// <exception cref="ExportException"><c>box-outside-image</c>, <c>no-affine</c>.</exception>
    public ExportSample Plan(Sample sample)
    {
        var key = ExportKey.Of(keyPrefix, sample.Id);
        var named = sample.Regions.Index()
            .Select(item => (item.Index, Phrases: sample.Phrases.Where(phrase => phrase.Regions.Contains(item.Index) && filter.Takes(sample, phrase)).ToList()))
            .Where(static item => item.Phrases.Count > 0)
            .ToDictionary(static item => item.Index, static item => item.Phrases);
        var (pictures, regions, lost) = (new List<ExportPicture>(), new List<ExportRegion>(), 0);
        for (var image = 0; image < sample.Images.Count; image++)
        {
            int[] here = [.. named.Keys.Where(region => sample.Regions[region].Image == image)];
            if (sample.Images[image].Depth == 1) AddFlat(image, here);
            else if (rules.WholeVolumes) AddVolume(image, here);
            else lost += AddSlices(image, here);
        }

        return new(key, sample, pictures, regions, lost);

        void AddFlat(int image, int[] here)
        {
            var source = new PictureSize(sample.Images[image].Width, sample.Images[image].Height);
            var size = rules.Longest is { } longest ? source.Within(longest) : source;
            pictures.Add(new($"{key}.{image}", image, size, source, Slice: null));
            foreach (var region in here) Add(region, sample.Regions[region].Box, source, size);
        }

        void AddVolume(int image, int[] here)
        {
            var stored = sample.Images[image];
            var size = new PictureSize(stored.Width, stored.Height);
            pictures.Add(new($"{key}.{image}", image, size, size, Slice: null));
            foreach (var region in here)
            {
                var box = sample.Regions[region].Box.Clip(stored.Width, stored.Height, stored.Depth);
                if (box.Volume <= 0) throw Outside(sample, region);
                regions.Add(new(region, pictures.Count - 1, box, named[region]));
            }
        }

        int AddSlices(int image, int[] here)
        {
            var plane = SlicePlane.Of(sample.Images[image], rules.Plane);
            var places = here.Select(region => PlaceOf(sample, region, plane)).ToList();
            var chosen = places.GroupBy(static place => place.Slice)
                .OrderByDescending(static slice => slice.Count()).ThenBy(static slice => slice.Key)
                .Take(rules.MostSlices).OrderBy(static slice => slice.Key).ToList();
            var first = pictures.Count;
            int[] slices = chosen.Count > 0 ? [.. chosen.Select(static slice => slice.Key)] : [plane.Count / 2];
            foreach (var slice in slices) pictures.Add(new($"{key}.{image}-{slice:D4}", image, Shrunk(plane.Size), plane.Size, slice));
            foreach (var (index, slice) in chosen.Index())
            {
                foreach (var place in slice) Add(place.Region, plane.ToPicture(place.Hull), plane.Size, Shrunk(plane.Size), first + index);
            }

            return places.Count - chosen.Sum(static slice => slice.Count());
        }

        PictureSize Shrunk(PictureSize size) => rules.Longest is { } longest ? size.Within(longest) : size;

        void Add(int region, Box box, PictureSize source, PictureSize size, int? picture = null)
        {
            var (sx, sy) = ((double)size.Width / source.Width, (double)size.Height / source.Height);
            var moved = Box.Flat(box.X0 * sx, box.Y0 * sy, box.X1 * sx, box.Y1 * sy);
            regions.Add(new(region, picture ?? pictures.Count - 1, BoxFit.Within(moved, size) ?? throw Outside(sample, region), named[region]));
        }
    }

    private static (int Region, int Slice, Box Hull) PlaceOf(Sample sample, int region, SlicePlane plane)
    {
        if (sample.Regions[region].Mask is { } mask)
        {
            var slices = MaskSlices.Of(mask, plane.Axis);
            if (slices.Largest is { } largest && largest < plane.Count) return (region, largest, slices.HullOf(largest));
            throw Outside(sample, region);
        }

        var box = sample.Regions[region].Box;
        var (from, to) = plane.Axis switch { 0 => (box.X0, box.X1), 1 => (box.Y0, box.Y1), _ => (box.Z0, box.Z1) };
        if (!(to > from) || to <= 0 || from >= plane.Count) throw Outside(sample, region);
        return (region, Math.Clamp((int)Math.Floor((from + to) / 2), 0, plane.Count - 1), box);
    }

    private static ExportException Outside(Sample sample, int region) => new(
        "box-outside-image", $"Sample {sample.Id}: region {region} is empty or lies outside of image {sample.Regions[region].Image}; look at it with shards show, and run its study anew.");
}
