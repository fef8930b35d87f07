using Training.Domain.Stations;

namespace Training.Domain.Tests.Stations;

public sealed class StationPlotTests
{
    [Fact]
    public void A_place_comes_back_from_the_drawing_and_north_is_up()
    {
        var plot = new StationPlot(StationPlan.Shipped.Frame, 340);
        Assert.InRange(plot.X(115.03), 16, 324);
        Assert.InRange(plot.Y(35.76), 16, plot.Height - 16);
        Assert.Equal(115.03, plot.LongitudeAt(plot.X(115.03)), 9);
        Assert.Equal(35.76, plot.LatitudeAt(plot.Y(35.76)), 9);
        Assert.True(plot.Y(36.1) < plot.Y(35.4));
        // A degree of longitude is shorter than one of latitude there.
        Assert.InRange((plot.X(116) - plot.X(115)) / (plot.Y(35) - plot.Y(36)), 0.80, 0.82);
    }

    [Fact]
    public void The_hull_holds_every_point_and_only_corners()
    {
        var random = new Random(63);
        for (var round = 0; round < 200; round++)
        {
            var points = Enumerable.Range(0, random.Next(3, 60)).Select(_ => (X: (double)random.Next(0, 20), Y: (double)random.Next(0, 20))).ToList();
            var hull = StationPlot.Hull(points);
            Assert.All(hull, corner => Assert.Contains(corner, points));
            if (hull.Count < 3)
            {
                continue;
            }

            for (var i = 0; i < hull.Count; i++)
            {
                var (a, b) = (hull[i], hull[(i + 1) % hull.Count]);
                Assert.All(points, p => Assert.True(((b.X - a.X) * (p.Y - a.Y)) - ((b.Y - a.Y) * (p.X - a.X)) >= 0));
            }
        }
    }

    [Fact]
    public void The_frame_grows_to_hold_a_station_beyond_it() =>
        Assert.Equal(new PlotFrame(114, 116.09, 35.33, 37), StationPlan.Shipped.Frame.Holding([(114, 36), (115, 37)]));

    [Fact]
    public void The_plan_is_the_notices_and_every_line_of_the_checklist_has_words()
    {
        Assert.Equal(120, StationPlan.Shipped.Total);
        Assert.Equal([20, 50, 50], StationPlan.Shipped.Kinds.Select(kind => kind.Target));
        Assert.Equal([null, 100, 100], StationPlan.Shipped.Kinds.Select(kind => kind.ModelSites));
        Assert.Equal(410900_000000, StationPlan.Shipped.RegionCode);
        Assert.Equal(Enum.GetValues<PremisesItem>().Order(), ChecklistLine.All.Select(line => line.Item).Order());
    }
}
