using System.Security.Cryptography;
using System.Text;

namespace CivicLoop.Domain.Inspections;

/// <summary>A site as it stands in the frame a draw is made from.</summary>
/// <param name="LastDay">Day of its last visit; null where it never had one.</param>
public sealed record FrameSite(string Code, string Kind, string District, DateOnly? LastDay)
{
    /// <summary>What is drawn from separately: an area and a kind.</summary>
    public Stratum Stratum => new(District, Kind);
}

/// <summary>层: the sites of one kind in one area.</summary>
public readonly record struct Stratum(string District, string Kind);

/// <summary>抽样框: all sites a draw is made from, and the hash that fixes them.</summary>
public static class DrawFrame
{
    /// <summary>A line for each site in the order of the codes (by code unit): code, kind, area and
    /// last day, with tabs between and a line feed at the end. This text is what is hashed.
    /// </summary>
    public static string Write(IEnumerable<FrameSite> sites)
    {
        var text = new StringBuilder();
        foreach (var one in sites.OrderBy(one => one.Code, StringComparer.Ordinal))
        {
            text.Append(one.Code).Append('\t').Append(one.Kind).Append('\t')
                .Append(one.District).Append('\t')
                .Append(one.LastDay is { } day ? DrawRule.Show(day) : "").Append('\n');
        }

        return text.ToString();
    }

    /// <summary>SHA-256 of the frame's text.</summary>
    public static string HashOf(IEnumerable<FrameSite> sites) => Hash(Write(sites));

    /// <summary>SHA-256 of a text's UTF-8, in small hexadecimal digits.</summary>
    public static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
