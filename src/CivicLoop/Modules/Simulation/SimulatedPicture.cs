using System.Collections.Concurrent;
using System.Security.Cryptography;
using CivicLoop.Domain.Simulation;
using NetVips;

namespace CivicLoop.Modules.Simulation;

/// <summary>Draws schematic pictures for a simulated city: a street, and the thing a class is
/// about. Nobody and no real place is ever in them.</summary>
internal static class SimulatedPicture
{
    public const int Width = 640;
    public const int Height = 480;

    /// <summary>Different pictures of one class; more would only cost time.</summary>
    public const int Variants = 24;

    private const int Quality = 75;
    private const int Horizon = 200;
    private const double Noise = 6;

    private static readonly ConcurrentDictionary<(string, long), string> Names = new();

    /// <summary>The SHA-256 name of the picture that <see cref="Draw"/> makes.</summary>
    public static string NameOf(string classCode, long seed) => Names.GetOrAdd(
        (classCode, Math.Abs(seed % Variants)),
        key => Convert.ToHexStringLower(SHA256.HashData(Draw(key.Item1, key.Item2))));

    /// <summary>A JPEG; the same class and seed give the same bytes.</summary>
    public static byte[] Draw(string classCode, long seed)
    {
        var draws = new SeededDraws(seed, SeededDraws.Number(classCode));
        using var ground = Image.Black(Width, Height, bands: 3);
        using var drawn = ground.Mutate(canvas =>
        {
            DrawStreet(canvas, draws);
            DrawThing(canvas, draws, classCode);
        });
        using var grain = Image.Gaussnoise(
            Width, Height, sigma: Noise, mean: 0, seed: (int)(draws.Unit() * int.MaxValue));
        using var grained = (drawn + grain).Cast(Enums.BandFormat.Uchar);
        return grained.JpegsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
    }

    private static void DrawStreet(MutableImage canvas, SeededDraws draws)
    {
        var light = draws.Between(0.6, 1);
        canvas.DrawRect(Ink(light, 170, 200, 225), 0, 0, Width, Horizon, fill: true);
        for (var x = 0; x < Width;)
        {
            var wide = 60 + draws.Below(90);
            var high = 60 + draws.Below(120);
            var grey = 120 + draws.Below(90);
            canvas.DrawRect(
                Ink(light, grey, grey - 8, grey - 20), x, Horizon - high, wide, high, fill: true);
            for (var y = Horizon - high + 12; y < Horizon - 24; y += 26)
            {
                for (var w = x + 8; w < x + wide - 14; w += 22)
                {
                    canvas.DrawRect(Ink(light, 70, 90, 110), w, y, 10, 14, fill: true);
                }
            }

            x += wide + 4;
        }

        canvas.DrawRect(Ink(light, 165, 160, 150), 0, Horizon, Width, 90, fill: true);
        canvas.DrawRect(Ink(light, 90, 92, 96), 0, Horizon + 90, Width, Height, fill: true);
        for (var x = draws.Below(60); x < Width; x += 110)
        {
            canvas.DrawRect(Ink(light, 225, 225, 215), x, Horizon + 190, 60, 8, fill: true);
        }
    }

    private static void DrawThing(MutableImage canvas, SeededDraws draws, string classCode)
    {
        var x = 160 + draws.Below(300);
        var y = Horizon + 110 + draws.Below(100);
        switch (Shape(classCode))
        {
            case "lid":
                canvas.DrawCircle(Ink(1, 45, 45, 48), x, y, 58, fill: true);
                canvas.DrawCircle(Ink(1, 105, 100, 95), x + draws.Below(50), y - 8, 46, fill: true);
                break;
            case "lamp":
                canvas.DrawRect(
                    Ink(1, 60, 62, 66), x, Horizon - 150, 9, y - Horizon + 150, fill: true);
                canvas.DrawRect(Ink(1, 60, 62, 66), x - 50, Horizon - 154, 60, 8, fill: true);
                canvas.DrawCircle(Ink(1, 40, 40, 36), x - 46, Horizon - 140, 14, fill: true);
                break;
            case "vehicle":
                canvas.DrawRect(
                    Ink(1, 150, 50 + draws.Below(90), 55), x, y - 40, 150, 44, fill: true);
                canvas.DrawRect(Ink(1, 150, 170, 185), x + 30, y - 72, 84, 34, fill: true);
                canvas.DrawCircle(Ink(1, 25, 25, 25), x + 32, y + 6, 17, fill: true);
                canvas.DrawCircle(Ink(1, 25, 25, 25), x + 118, y + 6, 17, fill: true);
                break;
            case "tree":
                canvas.DrawRect(
                    Ink(1, 95, 70, 45), x, Horizon - 40, 16, y - Horizon + 40, fill: true);
                for (var n = 0; n < 7; n++)
                {
                    canvas.DrawCircle(
                        Ink(1, 50, 105 + draws.Below(40), 55), x - 40 + draws.Below(96),
                        Horizon - 100 + draws.Below(80), 30 + draws.Below(18), fill: true);
                }

                break;
            default:
                DrawHeap(canvas, draws, x, y);
                break;
        }
    }

    private static void DrawHeap(MutableImage canvas, SeededDraws draws, int x, int y)
    {
        for (var n = 0; n < 26; n++)
        {
            double[] ink = Ink(
                1, 60 + draws.Below(180), 60 + draws.Below(170), 60 + draws.Below(150));
            var left = x - 80 + draws.Below(170);
            var top = y - draws.Below(60);
            if (draws.Chance(0.5))
            {
                canvas.DrawCircle(ink, left, top, 8 + draws.Below(18), fill: true);
            }
            else
            {
                canvas.DrawRect(
                    ink, left, top, 14 + draws.Below(34), 10 + draws.Below(22), fill: true);
            }
        }
    }

    // Classes by the groups of GB/T 30428.2: lids, lamps and signals, vehicles, trees, else a heap.
    private static string Shape(string classCode) => classCode switch
    {
        "C0118" or "C0119" or "C0120" or "C0214" => "lamp",
        "E0107" or "E0505" or "E0506" or "E2104" or "E2106" => "vehicle",
        "E0401" => "lid",
        _ when classCode.StartsWith("C04", StringComparison.Ordinal) => "tree",
        _ when classCode.StartsWith("C01", StringComparison.Ordinal) => "lid",
        _ => "heap",
    };

    private static double[] Ink(double light, int red, int green, int blue) =>
        [red * light, green * light, blue * light];
}
