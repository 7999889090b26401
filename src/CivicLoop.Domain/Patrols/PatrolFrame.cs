using System.Text;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Patrols;

/// <summary>A beat as a plan sees it.</summary>
/// <param name="Units">Codes of the units that walk it.</param>
/// <param name="Places">Codes of its places.</param>
public sealed record FrameBeat(
    string Code, IReadOnlyList<string> Units, IReadOnlyList<PatrolWant> Wants,
    IReadOnlyList<string> Places);

/// <summary>What a plan of patrols is made from, fixed with it so that anybody can make the plan
/// again.</summary>
public static class PatrolFrame
{
    private const int Fields = 4;

    /// <summary>A line for each beat in the order of the codes (by code unit): code, units, wants
    /// and places in their orders, with tabs between and a line feed at the end. This text is what
    /// is hashed.</summary>
    public static string Write(IEnumerable<FrameBeat> beats)
    {
        var text = new StringBuilder();
        foreach (var beat in beats.OrderBy(one => one.Code, StringComparer.Ordinal))
        {
            text.Append(beat.Code).Append('\t')
                .AppendJoin(' ', beat.Units.Order(StringComparer.Ordinal)).Append('\t')
                .Append(PatrolWant.Write(beat.Wants)).Append('\t')
                .AppendJoin(' ', beat.Places.Order(StringComparer.Ordinal)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Error: it is not written so.</summary>
    public static Outcome<IReadOnlyList<FrameBeat>> Read(string text)
    {
        var beats = new List<FrameBeat>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t');
            if (fields.Length != Fields)
            {
                return new Problem(ProblemCode.FieldInvalid, "frame", line);
            }

            if (!PatrolWant.ParseAll(fields[2]).Try(out var wants, out var fault))
            {
                return fault;
            }

            beats.Add(new FrameBeat(
                fields[0], fields[1].Split(' '), wants, fields[3].Split(' ')));
        }

        return beats;
    }

    /// <summary>SHA-256 of the text.</summary>
    public static string HashOf(IEnumerable<FrameBeat> beats) => DrawFrame.Hash(Write(beats));
}
