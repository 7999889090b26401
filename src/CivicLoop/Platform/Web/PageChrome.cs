namespace CivicLoop.Platform.Web;

/// <summary>An entry of the console's menu.</summary>
/// <param name="Text">Key of its text, for example <c>Duty.dispatch</c>.</param>
/// <param name="Count">What waits behind it; null where nothing is counted.</param>
internal sealed record MenuEntry(string Text, string Address, string Icon, string? Count = null)
{
    /// <summary>Other addresses whose pages belong to it.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>How much of a page's address leads to the entry; 0 where it is not behind it. The
    /// overview stands above everything and has nothing behind it.</summary>
    public int Reach(PathString path) => Address == "/console"
        ? path == Address ? Address.Length : 0
        : Also.Append(Address).Where(one => path.StartsWithSegments(one))
            .Select(one => one.Length).DefaultIfEmpty().Max();
}

/// <summary>Entries of the menu under one heading.</summary>
internal sealed record MenuGroup(string Text, IReadOnlyList<MenuEntry> Entries);

/// <summary>What a layout shows around a page. Scoped to the request and filled before the page is
/// drawn, so that a layout never asks the database.</summary>
internal sealed class PageChrome
{
    public string CityName { get; set; } = "CivicLoop";

    public bool IsDemonstration { get; set; }

    /// <summary>Shown under every map; null where the map needs no notice.</summary>
    public string? MapNotice { get; set; }

    /// <summary>The base map's layers; null where there is none.</summary>
    public string? MapLayers { get; set; }

    /// <summary>Whose map it is.</summary>
    public string? MapAttribution { get; set; }

    /// <summary>Larger letters and fewer things, as the reader asked for.</summary>
    public bool IsElder { get; set; }

    /// <summary>Name of the signed-in account; null for visitors.</summary>
    public string? SignedInName { get; set; }

    /// <summary>The post the account acts for, shown under its name.</summary>
    public string? PostName { get; set; }

    public int NoticesUnread { get; set; }

    /// <summary>What this person may open; empty for residents.</summary>
    public IReadOnlyList<MenuGroup> Menu { get; set; } = [];

    /// <summary>Address the sign-out form posts to.</summary>
    public string SignOutAddress { get; set; } = "/sign-out";

    public string SignInAddress { get; set; } = "/sign-in";
}
