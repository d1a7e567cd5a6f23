using System.Numerics;
using System.Runtime.InteropServices;

namespace VividMed.Imaging.Fingerprints;

/// <summary>
/// Groups fingerprints that are near each other. Two that differ in at most 41 bits differ in at most one bit of some band of 21, so only those
/// that share a band, but for one bit, are held against each other (multi-index hashing: Norouzi, Punjani and Fleet, 2012).
/// </summary>
public static class NearDuplicates
{
    /// <summary>
    /// For each fingerprint the index of the first one of its group; its own index where it is alone. Groups are closed: whoever is near to
    /// one of a group belongs to it. Memory is some 200 bytes a fingerprint; equal ones are compared once.
    /// </summary>
    public static int[] Group(IReadOnlyList<Fingerprint> fingerprints)
    {
        ArgumentNullException.ThrowIfNull(fingerprints);
        var (first, distinct, owners) = (new Dictionary<Fingerprint, int>(), new List<Fingerprint>(), new List<int>());
        var slots = new int[fingerprints.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            if (first.TryGetValue(fingerprints[i], out slots[i])) continue;
            first.Add(fingerprints[i], slots[i] = distinct.Count);
            distinct.Add(fingerprints[i]);
            owners.Add(i);
        }

        var groups = new DisjointSets(distinct.Count);
        for (var band = 0; band < Fingerprint.Bands; band++) new Band(distinct, band).Join(groups);
        return Array.ConvertAll(slots, slot => owners[groups.Find(slot)]);
    }

    /// <summary>The fingerprints by one band, in slots by the upper bits of its key; within a slot in their own order.</summary>
    private readonly ref struct Band
    {
        private const int SlotBits = 16;
        private const int LowerBits = Fingerprint.BandBits - SlotBits;
        private const int Negative = (1 << Fingerprint.BandBits) - 1;

        private readonly ReadOnlySpan<Fingerprint> _fingerprints;
        private readonly int[] _starts = new int[(1 << SlotBits) + 1];
        private readonly int[] _order;
        private readonly int[] _keys;

        public Band(List<Fingerprint> fingerprints, int band)
        {
            _fingerprints = CollectionsMarshal.AsSpan(fingerprints);
            (_order, _keys) = (new int[_fingerprints.Length], new int[_fingerprints.Length]);
            var keys = fingerprints.ConvertAll(fingerprint => fingerprint.Band(band));
            foreach (var key in keys) _starts[(key >> LowerBits) + 1]++;
            for (var slot = 0; slot < 1 << SlotBits; slot++) _starts[slot + 1] += _starts[slot];
            var next = _starts.AsSpan(0, 1 << SlotBits).ToArray();
            for (var i = 0; i < keys.Count; i++)
            {
                var at = next[keys[i] >> LowerBits]++;
                (_order[at], _keys[at]) = (i, keys[i]);
            }
        }

        public void Join(DisjointSets groups)
        {
            for (var at = 0; at < _keys.Length; at++)
            {
                Join(_order[at], _keys[at], groups);
                // The band of a negative has every bit the other way round.
                Join(_order[at], _keys[at] ^ Negative, groups);
            }
        }

        private void Join(int one, int key, DisjointSets groups)
        {
            var slot = key >> LowerBits;
            Search(one, key, slot, groups);
            for (var bit = 0; bit < SlotBits; bit++) Search(one, key, slot ^ (1 << bit), groups);
        }

        private void Search(int one, int key, int slot, DisjointSets groups)
        {
            for (var at = _starts[slot + 1] - 1; at >= _starts[slot] && _order[at] > one; at--)
            {
                if (BitOperations.PopCount((uint)(_keys[at] ^ key)) > 1) continue;
                if (_fingerprints[one].Distance(_fingerprints[_order[at]]) <= Fingerprint.NearDistance) groups.Join(one, _order[at]);
            }
        }
    }
}
