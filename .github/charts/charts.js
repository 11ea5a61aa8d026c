// What charts.js and pictures.js of the page draw with. No component that writes markup: tooltips are drawn, not written.
export {init, use} from 'echarts/core';
import {use} from 'echarts/core';
import {BarChart, SankeyChart} from 'echarts/charts';
import {AriaComponent, GridComponent, TooltipComponent} from 'echarts/components';
import {LabelLayout} from 'echarts/features';
import {CanvasRenderer} from 'echarts/renderers';

use([AriaComponent, BarChart, CanvasRenderer, GridComponent, LabelLayout, SankeyChart, TooltipComponent]);
